"""What every view of both APIs does before and after its own work."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.authentication import Caller
from accounts.origin import address_of
from billing import throttling
from billing.throttling import Standing
from cvault.errors import InvalidInput, InvalidKey, NotPermitted, ServiceUnavailable
from parsing.api import deprecation
from parsing.api.scopes import needed
from parsing.sandbox import SandboxClosed, SandboxUnavailable

_YES = ("true", "1", "yes", "on")
_NO = ("false", "0", "no", "off", "")


class ApiView(APIView):
    """Authentication, then the rate limit, then the view: a body is not read before both (R368)."""

    standing: Standing | None = None

    @property
    def caller(self) -> Caller:
        """Who calls; there is one, or the view would not run."""
        return self.request.user  # type: ignore[return-value]  # set by ApiKeyAuthentication

    def perform_authentication(self, request: Request) -> None:
        try:
            super().perform_authentication(request)
        except InvalidKey:
            throttling.take((throttling.WRONG_KEYS_OF_ADDRESS, address_of(request._request)))  # noqa: SLF001
            raise

    def check_permissions(self, request: Request) -> None:
        """Raises NotPermitted where the key has not the scope of the route."""
        super().check_permissions(request)
        scopes = self.caller.key.scopes
        if scopes and request.resolver_match is not None:
            wanted = needed(request.resolver_match.view_name, request.method or "")
            if wanted not in scopes:
                raise NotPermitted(f"This key may not be used for this: it needs the scope {wanted.value}")

    def check_throttles(self, request: Request) -> None:
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        of_key, of_account = (
            (throttling.READS_OF_KEY, throttling.READS_OF_ACCOUNT)
            if reads
            else (throttling.WRITES_OF_KEY, throttling.WRITES_OF_ACCOUNT)
        )
        self.standing = throttling.take((of_key, self.caller.key.id), (of_account, self.caller.account.id))

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, SandboxUnavailable | SandboxClosed):
            exc = ServiceUnavailable()
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        said = throttling.headers([self.standing]) if self.standing is not None else {}
        if request.resolver_match is not None:
            said |= deprecation.headers_for(request.resolver_match.view_name)
        for name, value in said.items():
            response.headers.setdefault(name, value)
        return response

    @property
    def body(self) -> dict[str, Any]:
        """The fields of the request: JSON is an object (BoundedJSONParser), and a form is one too."""
        data = self.request.data
        if not isinstance(data, dict):
            raise InvalidInput("The request body must be a JSON object")
        return data

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The methods of this address, in the body as in the Allow header."""
        return Response({"success": True, "allow": self.allowed_methods})


def is_asked_for(request: Request, name: str) -> bool:
    """Whether the address carries this flag; blank is no. Raises InvalidInput for what says neither yes nor no."""
    said = request.query_params.get(name, "").strip().lower()
    if said not in (*_YES, *_NO):
        message = f"{name} must be true or false"
        raise InvalidInput(message, details={name: message})
    return said in _YES
