from huiyin.api.app import addresses

app_name = "api"
urlpatterns = addresses()
