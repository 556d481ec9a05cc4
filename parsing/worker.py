"""The sandbox in the life of a worker process."""

import dramatiq

from parsing import sandbox


class SandboxMiddleware(dramatiq.Middleware):
    """Loads the engine before the first message, and breaks tasks off in good order when the worker is stopped."""

    def after_process_boot(self, broker: dramatiq.Broker) -> None:
        """Raises SandboxUnavailable where the settings demand an isolation that the machine has not."""
        sandbox.isolation()

    def before_worker_shutdown(self, broker: dramatiq.Broker, worker: dramatiq.Worker) -> None:
        sandbox.close(for_good=True)  # a message that comes now is handed back
