"""Runs Rasa caged: `python -m nlu.serve --port P --actions-port Q --model FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from nlu.cage import ROOT, enter, quiet_rasa


def main() -> None:
    """Serve the REST webhook on loopback until told to stop; ready when the webhook answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--actions-port", type=int, required=True)
    parser.add_argument("--model", type=lambda text: Path(text).resolve(), required=True)
    asked = parser.parse_args()
    if not asked.model.is_file():
        raise SystemExit(f"no model file {asked.model}")
    sys.argv[1:] = ["--port", str(asked.port), "--actions-port", str(asked.actions_port), "--model", str(asked.model)]
    enter("nlu.serve", ACTIONS_PORT=str(asked.actions_port))

    quiet_rasa()
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints

    rasa.core.run.serve_application(
        model_path=str(asked.model),
        interface="127.0.0.1",
        port=asked.port,
        credentials=str(ROOT / "nlu" / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "nlu" / "endpoints.yml")),
        enable_api=False,
    )


if __name__ == "__main__":
    main()
