from urllib.parse import parse_qs, urlsplit

from huiyin.portal import maps

PEOPLES_SQUARE = maps.Point(longitude=121.4737, latitude=31.2304)


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_amap_is_given_longitude_first():
    assert query_of(maps.amap(PEOPLES_SQUARE, "南枝大厦 & 园区")) == {
        "position": "121.473700,31.230400",
        "name": "南枝大厦 & 园区",
        "coordinate": "gaode",
        "callnative": "1",
    }


def test_tencent_is_given_latitude_first_and_no_sign_that_would_split_its_marker():
    marker = query_of(maps.tencent(PEOPLES_SQUARE, "A;B", "路:18 号"))["marker"]

    assert marker == "coord:31.230400,121.473700;title:A，B;addr:路：18 号"


def test_baidu_is_given_latitude_first_and_told_the_system():
    query = query_of(maps.baidu(PEOPLES_SQUARE, "南枝大厦", "望湖路 18 号"))

    assert (query["location"], query["coord_type"]) == ("31.230400,121.473700", "gcj02")


def test_a_place_abroad_opens_a_map_of_the_world():
    assert maps.open_street_map(maps.Point(13.4, 52.52)) == (
        "https://www.openstreetmap.org/?mlat=52.520000&mlon=13.400000#map=17/52.52000/13.40000"
    )


def test_a_place_without_coordinates_is_searched_for():
    assert query_of(maps.search("望湖路 18 号"))["keyword"] == "望湖路 18 号"
