import base64, hmac, json, os, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

key = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
seen, lock = set(), threading.Lock()  # Keep it in your database: memory forgets.

class Receiver(BaseHTTPRequestHandler):
    timeout = 10

    def do_POST(self):
        id, at, given = (self.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
        length = int(self.headers.get("content-length", -1))
        if length not in range(100_001): return self.send_error(413)
        body = self.rfile.read(length)
        mac = hmac.digest(key, f"{id}.{at}.".encode() + body, "sha256")
        is_genuine = any(hmac.compare_digest(one.encode(), b"v1," + base64.b64encode(mac)) for one in given.split())
        if not is_genuine or abs(time.time() - int(at)) > 300: return self.send_error(401)
        with lock:
            if id not in seen: print(json.loads(body)["type"], id, flush=True)  # Store the event; work on it later.
            seen.add(id)
        self.send_response(204)
        self.end_headers()

ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8080))), Receiver).serve_forever()
