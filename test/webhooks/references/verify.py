import sys
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

secret, id, timestamp, signature = sys.argv[1:]
headers = {"webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature}
try:
    Webhook(secret).verify(sys.stdin.buffer.read(), headers)
except WebhookVerificationError:
    sys.exit(3)
