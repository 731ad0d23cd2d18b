"""Who may talk to the server: programs on this machine and its own page, no other site's page.

Another site could point a name at 127.0.0.1 (the Host header gives it away) or post from its own
page (the Origin header does).
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses foreign hosts and origins; the page's own posts must name their origin."""
    socket = request.transport and request.transport.get_extra_info("sockname")
    hosts = (
        {f"{name}:{socket[1]}" for name in ("127.0.0.1", "localhost", "[::1]")} if socket else set()
    )
    origin = request.headers.get("Origin")
    if request.host not in hosts:
        raise web.HTTPMisdirectedRequest(text="This server answers to 127.0.0.1 only.")
    needs_origin = request.path.startswith("/act/")
    if (origin or needs_origin) and origin not in {f"http://{host}" for host in hosts}:
        raise web.HTTPForbidden(text="Only the page of this server may do that.")
    return await handler(request)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """No inline script, nothing from elsewhere, nothing kept."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
