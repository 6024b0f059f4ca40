from django.urls import path

from huiyin.imports.views import batches, resumes, uploads

app_name = "imports"
urlpatterns = [
    path("", batches.show_list, name="list"),
    path("new/", uploads.upload, name="upload"),
    path("sheets/<int:upload_id>/", uploads.show, name="show"),
    path("sheets/<int:upload_id>/columns/", uploads.columns, name="columns"),
    path("sheets/<int:upload_id>/read-again/", uploads.read_again, name="read_again"),
    path("sheets/<int:upload_id>/recheck/", uploads.recheck, name="recheck"),
    path("sheets/<int:upload_id>/mend/", uploads.mend_rows, name="mend"),
    path("sheets/<int:upload_id>/commit/", uploads.commit, name="commit"),
    path("sheets/<int:upload_id>/stop/", uploads.stop, name="stop"),
    path("sheets/<int:upload_id>/go-on/", uploads.go_on, name="go_on"),
    path("sheets/<int:upload_id>/drop/", uploads.drop, name="drop"),
    path("sheets/<int:upload_id>/to-mend.csv", uploads.wrong_rows, {"kind": "csv"}, name="wrong_csv"),
    path("sheets/<int:upload_id>/to-mend.xlsx", uploads.wrong_rows, {"kind": "xlsx"}, name="wrong_xlsx"),
    path("resumes/", resumes.show, name="resumes"),
    path("resumes/<int:resume_id>/file/", resumes.file, name="file_resume"),
    path("resumes/<int:resume_id>/drop/", resumes.drop, name="drop_resume"),
    path("batches/<int:batch_id>/", batches.show_batch, name="batch"),
    path("batches/<int:batch_id>/undo/", batches.undo, name="undo"),
]
