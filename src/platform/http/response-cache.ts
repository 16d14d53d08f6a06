import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { now, resolve } from '../container';
import type { Context } from './context';

/** A ready answer: bytes, entity tag and content type. */
export interface CachedAnswer {
  /** Its bytes, one character each (latin1): as text it leaves with its head in one write instead of two. */
  body: string;
  etag: string;
  type: string;
}

interface Entry extends CachedAnswer {
  tags: string[];
  expiresAt: number;
  bytes: number;
}

const CHANNEL = 'response-cache';
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ENTRIES = 20_000;
const TTL_MS = 30_000;

/**
 * Public answers kept ready in this process. Every entry carries tags (content types or single products);
 * a write drops the tag on all instances through the bus, and entries die of age when a message was lost.
 */
export class ResponseCache {
  /** Least recently used first: a map keeps the order of insertion, and a hit inserts anew. */
  private readonly entries = new Map<string, Entry>();
  private readonly keysByTag = new Map<string, Set<string>>();
  /** Bumped at every invalidation, so that an answer computed before it is not stored after it. */
  private readonly generations = new Map<string, number>();
  private readonly underWay = new Map<string, Promise<unknown>>();
  private bytes = 0;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly maxBytes: number = MAX_BYTES,
  ) {}

  find(key: string): CachedAnswer | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    if (entry.expiresAt <= this.now()) {
      this.remove(key);
      return null;
    }
    // The last one asked for is the last one to go.
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry;
  }

  /** The moment before an answer is computed; hand it to `store`. */
  generation(tags: string[]): string {
    return tags.map((tag) => this.generations.get(tag) ?? 0).join(',');
  }

  /** Runs work once for all who ask for the same key while it runs. */
  async once<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const current = this.underWay.get(key);
    if (current) return current as Promise<Result>;
    const run = work().finally(() => this.underWay.delete(key));
    this.underWay.set(key, run);
    return run;
  }

  /** @param answer.identity what the entity tag is made from: the answer without its time stamp */
  store(
    key: string,
    answer: { body: Buffer; identity: string; type: string; tags: string[]; generation: string },
  ): CachedAnswer {
    const { type, tags } = answer;
    const body = answer.body.toString('latin1');
    const etag = `"${createHash('sha1').update(answer.identity).digest('base64url')}"`;
    const entry = { body, type, tags, etag, expiresAt: this.now() + TTL_MS, bytes: body.length + key.length };
    if (this.generation(tags) !== answer.generation) return entry;
    this.remove(key);
    this.add(key, entry);
    for (const eldest of this.entries.keys()) {
      if (this.bytes <= this.maxBytes && this.entries.size <= MAX_ENTRIES) break;
      this.remove(eldest);
    }
    return entry;
  }

  drop(tags: string[]): void {
    for (const tag of tags) {
      this.generations.set(tag, (this.generations.get(tag) ?? 0) + 1);
      for (const key of [...(this.keysByTag.get(tag) ?? [])]) this.remove(key);
    }
  }

  private add(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.bytes += entry.bytes;
    for (const tag of entry.tags) {
      const keys = this.keysByTag.get(tag) ?? new Set<string>();
      this.keysByTag.set(tag, keys.add(key));
    }
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.bytes -= entry.bytes;
    for (const tag of entry.tags) {
      const keys = this.keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysByTag.delete(tag);
    }
  }
}

/** Writes a ready answer, or 304 when the client has it already. */
export function answerFromCache(ctx: Context, cached: CachedAnswer): void {
  ctx.status = 200;
  ctx.set('ETag', cached.etag);
  ctx.set('Cache-Control', 'public, no-cache');
  if (ctx.get('if-none-match').split(/,\s*/).includes(cached.etag)) {
    ctx.status = 304;
    ctx.body = null;
    return;
  }
  ctx.type = cached.type;
  ctx.body = Buffer.from(cached.body, 'latin1');
}

const caches = new WeakMap<Core.Strapi, ResponseCache>();

/** This application's cache of public answers. */
export function responseCacheOf(strapi: Core.Strapi): ResponseCache {
  const known = caches.get(strapi);
  if (known) return known;
  const created = new ResponseCache(() => now(strapi).getTime());
  caches.set(strapi, created);
  return created;
}

/** Drops tagged answers here at once and on the other instances within a network trip. */
export async function dropCached(strapi: Core.Strapi, tags: string[]): Promise<void> {
  responseCacheOf(strapi).drop(tags);
  await resolve(strapi, 'mallard.state').bus.publish(CHANNEL, JSON.stringify(tags));
}

/** Listens to other instances, and drops a content type's answers whenever a document of it is written. */
export async function connectResponseCache(strapi: Core.Strapi): Promise<void> {
  await resolve(strapi, 'mallard.state').bus.subscribe(CHANNEL, (message) => {
    responseCacheOf(strapi).drop(JSON.parse(message) as string[]);
  });
  strapi.documents.use(async (context, next) => {
    const result = await next();
    if (!context.action.startsWith('find') && context.action !== 'count') await dropCached(strapi, [context.uid]);
    return result;
  });
}
