"""A Python agent behind Countersign: the standard library is enough."""
import json, os, subprocess, urllib.request

URL, TOKEN = os.environ["COUNTERSIGN_URL"], os.environ["COUNTERSIGN_TOKEN"]


def call(path, body, timeout):
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def guarded(tool, args, run):
    """Runs `run(args)` only after an allow for exactly these arguments, and reports what came of it."""
    args = json.loads(json.dumps(args))
    proposal = {"session": "python-example", "surface": "sdk", "cwd": os.getcwd(), "wait_ms": 60_000}
    try:
        told = call("/v1/decide", {**proposal, "tool": {"name": tool, "origin": "builtin:claude-code"}, "args": args}, 70)
    except (OSError, ValueError) as error:  # no gateway, no answer: nothing runs
        return f"not run: {error}"
    if told.get("verdict") != "allow":
        return f"not run: {told.get('reason')} Instead: {'; '.join(told.get('remedies', []))}"
    try:
        result, outcome = run(args), "completed"
    except Exception as error:
        result, outcome = f"failed: {error}", "failed"
    try:
        call("/v1/outcome", {"action_id": told["action_id"], "result": outcome}, 10)
    except (OSError, ValueError) as error:
        print("the outcome is not on record:", error)
    return result


def shell(args):
    return subprocess.run(args["command"], shell=True, capture_output=True, text=True, check=True).stdout


print("call-1:", guarded("Read", {"file_path": "notes.txt"}, lambda args: open(args["file_path"]).read()))
print("call-2:", guarded("Bash", {"command": "rm -rf /"}, shell))
print("call-3:", guarded("Bash", {"command": "sh ./check.sh"}, shell))
