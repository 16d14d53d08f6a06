import request from 'supertest';
import type { Application } from './application';

/** The application of this worker. */
export const application = (): Application => (globalThis as unknown as { application: Application }).application;

/** An HTTP client for the Content API. */
export const api = () => request(application().url);
