"""Arranging many: the batch, its rows, its sending. Names are those of `interviews`."""

from django.urls import path

from huiyin.interviews.views import batch_rows, batch_sending, batches

urlpatterns = [
    path("", batches.show_batches, name="batches"),
    path("start/", batches.start, name="start_batch"),
    path("start/<int:job_id>/", batches.start_for_job, name="start_batch_for_job"),
    path("<int:batch_id>/", batches.show_batch, name="batch"),
    path("<int:batch_id>/settings/", batches.save_settings, name="batch_settings"),
    path("<int:batch_id>/respread/", batches.respread, name="respread"),
    path("<int:batch_id>/drop/", batches.drop, name="drop_batch"),
    path("<int:batch_id>/preview/", batches.preview, name="batch_preview"),
    path("<int:batch_id>/check/", batch_sending.check, name="check_batch"),
    path("<int:batch_id>/send/", batch_sending.send, name="send_batch"),
    path("<int:batch_id>/retry/", batch_sending.retry, name="retry_batch"),
    path("<int:batch_id>/undo/", batch_sending.undo, name="undo_batch"),
    path("<int:batch_id>/progress/", batch_sending.progress, name="batch_progress"),
    path("<int:batch_id>/rows/<int:row_id>/", batch_rows.edit, name="batch_row"),
    path("<int:batch_id>/rows/<int:row_id>/<slug:verb>/", batch_rows.decide, name="decide_batch_row"),
]
