"""A webhook's receiver: python3 dist/soak-receiver.py PORT SECRET_FILE. One line per genuine notice: its id and verdict."""

import base64
import hashlib
import hmac
import http.server
import json
import sys

SECRET = base64.b64decode(open(sys.argv[2]).read().strip().removeprefix("whsec_"))


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        signed = b".".join([self.headers["webhook-id"].encode(), self.headers["webhook-timestamp"].encode(), body])
        ours = "v1," + base64.b64encode(hmac.digest(SECRET, signed, hashlib.sha256)).decode()
        genuine = any(hmac.compare_digest(ours, given) for given in self.headers["webhook-signature"].split(" "))
        self.send_response(204 if genuine else 400)
        self.end_headers()
        if genuine:
            print(self.headers["webhook-id"], json.loads(body)["data"]["verdict"], flush=True)

    def log_message(self, *said):
        pass


http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
