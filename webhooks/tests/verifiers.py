"""Whoever may check a signature: the reference's snippets, the docs' snippets, and two packages of others."""

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import standardwebhooks
import svix

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "templates/public/docs/examples"
# (body, headers, secret) of one delivery
Signed = tuple[bytes, dict[str, str], str]
Verifier = Callable[[Sequence[Signed]], list[bool]]

_PYTHON = """
import base64, json, sys
%s
for line in sys.stdin:
    body, signature, secret = json.loads(line)
    print(int(%s(base64.b64decode(body), signature, secret)))
"""
_NODE_LOOP = """
for (const line of require("fs").readFileSync(0, "utf8").split("\\n").filter(Boolean)) {
  const [body, signature, secret] = JSON.parse(line);
  let genuine = false;
  try { genuine = %s(Buffer.from(body, "base64"), signature, secret); } catch { genuine = false; }
  console.log(Number(genuine));
}
"""
_PHP_LOOP = """
while (($line = fgets(STDIN)) !== false) {
    [$body, $signature, $secret] = json_decode($line);
    echo (int) is_genuine(base64_decode($body), $signature, $secret), "\\n";
}
"""
_RUBY_LOOP = """
require "json"
STDIN.each_line do |line|
  body, signature, secret = JSON.parse(line)
  puts(genuine?(body.unpack1("m"), signature, secret) ? 1 : 0)
end
"""
_GO_MAIN = """
func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var parts [3]string
		_ = json.Unmarshal(lines.Bytes(), &parts)
		body, _ := base64.StdEncoding.DecodeString(parts[0])
		if IsGenuine(body, parts[1], parts[2]) {
			fmt.Println(1)
		} else {
			fmt.Println(0)
		}
	}
}
"""


def snippet_of_the_reference(name: str) -> str:
    """A fenced block of docs/api/portal.md."""
    text = (ROOT / "docs/api/portal.md").read_text(encoding="utf-8")
    found = re.search(rf"```\w+ {name}\n(.*?)```", text, re.DOTALL)
    assert found is not None, name
    return found[1]


def of_the_contract(folder: Path) -> Iterator[tuple[str, Verifier]]:
    """Those that check CVault-Signature, each in its own language, where the language is at hand."""
    namespace: dict[str, Callable[[bytes, str, str], bool]] = {}
    exec(snippet_of_the_reference("verify"), namespace)
    yield (
        "the reference's Python",
        lambda all_signed: [
            namespace["verify_webhook"](body, headers["CVault-Signature"], secret)
            for body, headers, secret in all_signed
        ],
    )
    ours: dict[str, Callable[[bytes, str, str], bool]] = {}
    exec((EXAMPLES / "verify.py").read_text(encoding="utf-8"), ours)
    yield (
        "our Python",
        lambda all_signed: [
            ours["is_genuine"](body, headers["CVault-Signature"], secret) for body, headers, secret in all_signed
        ],
    )
    reference = snippet_of_the_reference("verify_node") + _NODE_LOOP % "verifyWebhook"
    javascript = (EXAMPLES / "verify.js").read_text(encoding="utf-8")
    imported = javascript.replace("import {", "const {").replace('} from "node:crypto"', '} = require("node:crypto")')
    go = (EXAMPLES / "verify.go").read_text(encoding="utf-8").replace("package webhook", "package main")
    go = go.replace("import (", 'import (\n"bufio"\n"encoding/base64"\n"encoding/json"\n"fmt"\n"os"', 1)
    for name, tool, file, program, arguments in (
        ("the reference's Node", "node", "reference.cjs", reference, ()),
        ("our Node", "node", "ours.cjs", imported.replace("export ", "") + _NODE_LOOP % "isGenuine", ()),
        ("our PHP", "php", "ours.php", (EXAMPLES / "verify.php").read_text(encoding="utf-8") + _PHP_LOOP, ()),
        ("our Ruby", "ruby", "ours.rb", (EXAMPLES / "verify.rb").read_text(encoding="utf-8") + _RUBY_LOOP, ()),
        ("our Go", "go", "ours.go", go + _GO_MAIN, ("run",)),
    ):
        if shutil.which(tool):
            path = folder / file
            path.write_text(program, encoding="utf-8")
            yield name, _program([tool, *arguments, str(path)])


def of_standard_webhooks() -> Iterator[tuple[str, Verifier]]:
    """Those that check webhook-id, webhook-timestamp and webhook-signature."""
    for name, library in (("standardwebhooks", standardwebhooks), ("svix", svix)):

        def verify(all_signed: Sequence[Signed], library: object = library) -> list[bool]:
            return [_accepts(library, *signed) for signed in all_signed]

        yield name, verify


def _accepts(library: object, body: bytes, headers: dict[str, str], secret: str) -> bool:
    with suppress(Exception):  # whatever a verifier raises, it refuses
        library.Webhook(secret).verify(body, headers)
        return True
    return False


def _program(command: list[str]) -> Verifier:
    def verify(all_signed: Sequence[Signed]) -> list[bool]:
        lines = "".join(
            json.dumps([base64.b64encode(body).decode(), headers["CVault-Signature"], secret]) + "\n"
            for body, headers, secret in all_signed
        )
        done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True, timeout=300)
        return [line == "1" for line in done.stdout.decode().split()]

    return verify
