"""The action server: Rasa posts the action it decided on, the handler's ids and values go back. Loopback only."""

from __future__ import annotations

import pkgutil
from typing import Any

import uvicorn
from fastapi import Body, FastAPI
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

import actions.handlers
from actions.library import library
from actions.store import logs
from actions.store.settings import settings

LOOPBACK = "127.0.0.1"


def make_app() -> FastAPI:
    """The application, with every handler of this package registered."""
    executor = ActionExecutor()
    for module in pkgutil.iter_modules(actions.handlers.__path__):
        if module.name != "serve":
            executor.register_package(f"{actions.handlers.__name__}.{module.name}")
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.post("/webhook")
    async def webhook(call: dict[str, Any] = Body()) -> Any:
        """Run one action. 404 for one we do not have, 400 when it refuses to run: Rasa expects these."""
        try:
            return await executor.run(call)
        except ActionNotFoundException as fault:
            return JSONResponse({"error": str(fault), "action_name": fault.action_name}, 404)
        except ActionExecutionRejection as fault:
            return JSONResponse({"error": str(fault), "action_name": fault.action_name}, 400)

    @app.get("/health")
    def health() -> dict[str, str]:
        """Whether the handlers can answer."""
        return {"status": "ok"}

    return app


def main() -> None:
    """Serve until told to stop."""
    logs.set_up("actions", settings().log_level)
    library()
    uvicorn.run(
        make_app(), host=LOOPBACK, port=settings().actions_port, log_config=None, access_log=False, server_header=False
    )


if __name__ == "__main__":
    main()
