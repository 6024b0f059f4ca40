"""Staff's addresses of this room. A namespace of their own: those of `portal` ask nobody to sign in."""

from django.urls import path

from huiyin.portal import eyes_views

app_name = "eyes"
urlpatterns = [
    path("candidates/<str:number>/eyes/", eyes_views.eyes, name="look"),
    path("candidates/<str:number>/eyes/<int:interview_id>/page/", eyes_views.page_frame, name="page"),
    path("eyes/letters/<int:letter_id>/", eyes_views.letter, name="letter"),
    path("eyes/letters/<int:letter_id>/frame/", eyes_views.letter_frame, name="frame"),
]
