import base64, hashlib, hmac, json, os, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

key = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
seen, lock = set(), threading.Lock()  # Keep it in your database: memory forgets.

def is_genuine(id, at, signatures, body):
    mac = hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    right = b"v1," + base64.b64encode(mac)
    is_fresh = at.isdecimal() and abs(time.time() - int(at)) <= 300
    return is_fresh and any(hmac.compare_digest(one.encode(), right) for one in signatures.split())

class Receiver(BaseHTTPRequestHandler):
    timeout = 10

    def do_POST(self):
        self.send_response(self.receive())
        self.end_headers()

    def receive(self):
        length, id, at, signatures = (self.headers.get(name, "") for name in (
            "content-length", "webhook-id", "webhook-timestamp", "webhook-signature"))
        if not length.isdecimal() or int(length) > 100_000:
            return 413
        body = self.rfile.read(int(length))
        if not is_genuine(id, at, signatures, body):
            return 401
        with lock:
            if id not in seen:
                event = json.loads(body)
                print(event["type"], event["stream"], event["sequence"], flush=True)
                seen.add(id)  # Store the event with it; work on it after the answer.
        return 204

server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8080))), Receiver)
print("listening on", server.server_port, flush=True)
server.serve_forever()
