from django.apps import AppConfig
from django.db.models.signals import post_delete


class ParsingConfig(AppConfig):
    name = "parsing"

    def ready(self) -> None:
        from parsing import models, storage  # noqa: PLC0415  # models are not there any earlier

        def discard_bytes(instance: models.StoredFile, **_: object) -> None:
            storage.discard_bytes(instance)

        def discard_result(instance: models.BulkAction, **_: object) -> None:
            storage.discard_file(instance.result)

        # A signal, because the row goes by cascade too: with its account, whoever deletes that.
        post_delete.connect(discard_bytes, sender=models.StoredFile, weak=False, dispatch_uid="discard_bytes")
        post_delete.connect(discard_result, sender=models.BulkAction, weak=False, dispatch_uid="discard_result")
