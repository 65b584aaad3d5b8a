"""The routes that serve the widget, its strings, its font and the hotline page it stands on."""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.templating import Jinja2Templates

from bot.web.widget.bundle import HERE, widget
from bot.web.widget.words import LANGUAGES, words

FONTS = Path(__file__).resolve().parents[3] / "node_modules" / "@fontsource" / "noto-sans-khmer" / "files"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
SAFE = {"X-Content-Type-Options": "nosniff"}

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(HERE)


@router.get("/")
def page(request: Request, lang: str = "km") -> Response:
    """The hotline page; `lang` chooses its language, Khmer unless it is one we speak."""
    language = lang if lang in LANGUAGES else "km"
    texts = words(language, "demo.")
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache", **SAFE}
    return templates.TemplateResponse(
        request, "demo.html", {"t": texts.__getitem__, "language": language, "texts": texts}, headers=headers
    )


@cache
def _packed() -> tuple[bytes, bytes, str]:
    """The widget plain and compressed, and its entity tag."""
    plain = widget().encode()
    return plain, gzip.compress(plain, 9, mtime=0), f'"{sha256(plain).hexdigest()[:16]}"'


@router.get("/widget.js")
def script(accept_encoding: Annotated[str, Header()] = "", if_none_match: Annotated[str, Header()] = "") -> Response:
    """The whole widget. Hosts embed it for years under this one name, so caches keep it for minutes only."""
    plain, packed, tag = _packed()
    headers = {"Cache-Control": "public, max-age=300", "ETag": tag, "Vary": "Accept-Encoding", **ANYWHERE, **SAFE}
    if if_none_match == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in accept_encoding:
        return Response(packed, media_type="text/javascript", headers={"Content-Encoding": "gzip", **headers})
    return Response(plain, media_type="text/javascript", headers=headers)


@router.get("/demo.css")
def style() -> Response:
    """The style of the hotline page."""
    return FileResponse(HERE / "demo.css", media_type="text/css", headers={"Cache-Control": "no-cache", **SAFE})


@router.get("/icon.svg")
def icon() -> Response:
    """The page's sign for browser tabs."""
    return FileResponse(
        HERE / "icon.svg", media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400", **SAFE}
    )


@router.get("/fonts/noto-sans-khmer-{weight}.woff2")
def font(weight: Literal["400", "700"]) -> Response:
    """The Khmer web font, for phones that have none; 404 where the front-end parts are not installed."""
    file = FONTS / f"noto-sans-khmer-khmer-{weight}-normal.woff2"
    if not file.is_file():
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=604800", **ANYWHERE, **SAFE}
    return FileResponse(file, media_type="font/woff2", headers=headers)


@router.get("/api/strings/{lang}")
def strings(lang: Literal["km", "en"]) -> JSONResponse:
    """The widget's words in one language."""
    return JSONResponse(words(lang, "widget."), headers={"Cache-Control": "public, max-age=300", **ANYWHERE, **SAFE})
