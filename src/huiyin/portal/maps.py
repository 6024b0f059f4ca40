"""Addresses that open a map at a place. Amap writes longitude first; Tencent and Baidu latitude first.

All three are given GCJ-02 and told so. Pure; these are links that a person taps, nothing is loaded from them.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True)
class Point:
    longitude: float
    latitude: float


def amap(at: Point, name: str) -> str:
    position = f"{at.longitude:.6f},{at.latitude:.6f}"
    query = {"position": position, "name": name, "coordinate": "gaode", "callnative": "1"}
    return f"https://uri.amap.com/marker?{urlencode(query)}"


def tencent(at: Point, name: str, address: str) -> str:
    marker = f"coord:{at.latitude:.6f},{at.longitude:.6f};title:{_plain(name)};addr:{_plain(address)}"
    return f"https://apis.map.qq.com/uri/v1/marker?{urlencode({'marker': marker, 'referer': 'huiyin'})}"


def baidu(at: Point, name: str, address: str) -> str:
    query = {
        "location": f"{at.latitude:.6f},{at.longitude:.6f}",
        "title": name,
        "content": address,
        "output": "html",
        "coord_type": "gcj02",
        "src": "huiyin",
    }
    return f"https://api.map.baidu.com/marker?{urlencode(query)}"


def open_street_map(at: Point) -> str:
    """For places outside China: WGS-84."""
    where = f"mlat={at.latitude:.6f}&mlon={at.longitude:.6f}"
    return f"https://www.openstreetmap.org/?{where}#map=17/{at.latitude:.5f}/{at.longitude:.5f}"


def search(address: str) -> str:
    """For a place whose coordinates nobody has entered."""
    return f"https://uri.amap.com/search?keyword={quote(address)}&callnative=1"


def _plain(text: str) -> str:
    """Tencent separates parts by `;` and `:`, and knows no escape for them."""
    return text.replace(";", "，").replace(":", "：")
