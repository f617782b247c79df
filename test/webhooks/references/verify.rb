require "standardwebhooks"

secret, id, timestamp, signature = ARGV
headers = {"webhook-id" => id, "webhook-timestamp" => timestamp, "webhook-signature" => signature}
begin
  StandardWebhooks::Webhook.new(secret).verify($stdin.read, headers)
rescue StandardWebhooks::WebhookVerificationError
  exit 3
end
