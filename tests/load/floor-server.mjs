import { createDecipheriv, createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import Koa from 'koa';
import pg from 'pg';
import { serveDeeds } from './lib/child.mjs';
import { findMember, place } from './lib/floor-placing.mjs';
import { inTransaction } from './lib/floor-rows.mjs';
import { findPayment, finishNotification, keepNotification, settle } from './lib/floor-settling.mjs';

const TAG_BYTES = 16;
const FRESH_SECONDS = 300;

/**
 * The floor: what a bare Koa server with node-postgres needs for the same answers. No framework, validation, rate limit,
 * log, metrics or shared state; the cryptography and the SQL are those nobody can leave out.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.DATABASE_POOL_MAX) });
const credentials = JSON.parse(readFileSync(process.env.SANDBOX_CREDENTIALS, 'utf8'));
const publicKey = createPublicKey(credentials.wechatpayPublicKeyPem);
const pages = new Map();

const app = new Koa();
app.silent = true;
app.use(async (ctx) => {
  const page = pages.get(ctx.url);
  if (page) {
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = page;
  } else if (ctx.path.endsWith('/orders')) await placing(ctx);
  else if (ctx.path.endsWith('/notify')) await notified(ctx);
});

async function placing(ctx) {
  const body = JSON.parse(await textOf(ctx.req));
  const claims = JSON.parse(Buffer.from(ctx.get('authorization').split('.')[1], 'base64url').toString());
  const userId = await findMember(pool, { userId: Number(claims.sub), sessionId: claims.sid });
  const key = ctx.get('idempotency-key');
  const placed = await inTransaction(pool, (client) => place(client, { userId, key, body, at: new Date() }));
  ctx.status = 201;
  ctx.body = { data: placed };
}

async function notified(ctx) {
  const rawBody = await textOf(ctx.req);
  requireSignature(ctx, rawBody);
  const notification = JSON.parse(rawBody);
  const resource = open(notification.resource);
  const transaction = JSON.parse(resource);
  const at = new Date();
  const id = await keepNotification(pool, { notification, serial: ctx.get('wechatpay-serial'), rawBody, resource, at });
  const payment = await findPayment(pool, transaction.out_trade_no);
  if (payment.amount !== transaction.amount.total) throw new Error('wrong amount');
  await inTransaction(pool, (client) => settle(client, { payment, transaction, at }));
  await finishNotification(pool, { id, outTradeNo: payment.out_trade_no, at });
  ctx.status = 204;
}

function requireSignature(ctx, rawBody) {
  const timestamp = ctx.get('wechatpay-timestamp');
  const message = Buffer.from(`${timestamp}\n${ctx.get('wechatpay-nonce')}\n${rawBody}\n`);
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < FRESH_SECONDS;
  const isSigned = verify('RSA-SHA256', message, publicKey, Buffer.from(ctx.get('wechatpay-signature'), 'base64'));
  if (!isFresh || !isSigned) ctx.throw(401);
}

function open({ ciphertext, nonce, associated_data: associatedData }) {
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', credentials.apiV3Key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associatedData)).setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString();
}

async function textOf(request) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  await once(request, 'end');
  return Buffer.concat(chunks).toString();
}

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
serveDeeds({ serve: ({ path, body }) => void pages.set(path, Buffer.from(body)) }, () => pool.end());
