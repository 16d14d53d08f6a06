import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { resolve } from '../container';

/** A ready answer: bytes, entity tag and content type. */
export interface CachedAnswer {
  body: Buffer;
  etag: string;
  type: string;
}

interface Entry extends CachedAnswer {
  tags: string[];
  expiresAt: number;
}

const CHANNEL = 'response-cache';
const MAX_ENTRIES = 5_000;
const TTL_MS = 30_000;

/**
 * Public answers kept as ready buffers in this process. Every entry carries tags (content types or single products);
 * a write drops the tag on all instances through the bus, and entries die of age when a message was lost.
 */
export class ResponseCache {
  private readonly entries = new Map<string, Entry>();
  /** Bumped at every invalidation, so that an answer computed before it is not stored after it. */
  private readonly generations = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  find(key: string): CachedAnswer | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    if (entry.expiresAt > this.now()) return entry;
    this.entries.delete(key);
    return null;
  }

  /** The moment before an answer is computed; hand it to `store`. */
  generation(tags: string[]): string {
    return tags.map((tag) => this.generations.get(tag) ?? 0).join(',');
  }

  store(key: string, answer: { body: Buffer; type: string; tags: string[]; generation: string }): CachedAnswer {
    const etag = `"${createHash('sha1').update(answer.body).digest('base64url')}"`;
    const entry = { body: answer.body, type: answer.type, tags: answer.tags, etag, expiresAt: this.now() + TTL_MS };
    if (this.generation(answer.tags) !== answer.generation) return entry;
    const eldest = this.entries.keys().next();
    if (this.entries.size >= MAX_ENTRIES && !eldest.done) this.entries.delete(eldest.value);
    this.entries.set(key, entry);
    return entry;
  }

  drop(tags: string[]): void {
    for (const tag of tags) this.generations.set(tag, (this.generations.get(tag) ?? 0) + 1);
    for (const [key, entry] of this.entries) if (entry.tags.some((tag) => tags.includes(tag))) this.entries.delete(key);
  }
}

const caches = new WeakMap<Core.Strapi, ResponseCache>();

/** This application's cache of public answers. */
export function responseCacheOf(strapi: Core.Strapi): ResponseCache {
  const known = caches.get(strapi);
  if (known) return known;
  const created = new ResponseCache();
  caches.set(strapi, created);
  return created;
}

/** Drops tagged answers here at once and on the other instances within a network trip. */
export async function dropCached(strapi: Core.Strapi, tags: string[]): Promise<void> {
  responseCacheOf(strapi).drop(tags);
  await resolve(strapi, 'mallard.state')
    .bus.publish(CHANNEL, JSON.stringify(tags))
    .catch(() => undefined);
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
