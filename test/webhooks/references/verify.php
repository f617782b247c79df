<?php

require getenv('STANDARD_WEBHOOKS') . '/libraries/php/init.php';

[, $secret, $id, $timestamp, $signature] = $argv;
$headers = ['webhook-id' => $id, 'webhook-timestamp' => $timestamp, 'webhook-signature' => $signature];
try {
    (new StandardWebhooks\Webhook($secret))->verify(file_get_contents('php://stdin'), $headers);
} catch (StandardWebhooks\Exception\WebhookVerificationException) {
    exit(3);
}
