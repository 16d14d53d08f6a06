import { api, application } from '../support/api';

interface Operation {
  operationId: string;
  parameters?: { name?: string; in?: string; $ref?: string; required?: boolean }[];
  responses: Record<string, unknown>;
  security: Record<string, string[]>[];
  requestBody?: unknown;
}

interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation & { servers?: unknown }>>;
  components: Record<string, Record<string, unknown>>;
}

interface RegisteredRoute {
  path: string;
  methods: string[];
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const load = async (): Promise<Document> => (await api().get('/api/v1/openapi.json').expect(200)).body as Document;

const operationsOf = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

/** All `$ref`s below a value. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === '$ref' ? [String(item)] : referencesIn(item)));
}

const resolveReference = (document: Document, reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);

/** Every route below the REST prefix that the running application answers. */
function registeredRoutes(): string[] {
  const routes = application().strapi.server.listRoutes() as unknown as RegisteredRoute[];
  return routes
    .filter(({ path }) => path.startsWith('/api/v1/'))
    .flatMap(({ path, methods }) =>
      methods.filter((method) => METHODS.includes(method)).map((method) => `${method} ${path}`),
    )
    .sort();
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 below the versioned prefix', async () => {
    const document = await load();
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers.map(({ url }) => url)).toEqual(['/api/v1']);
  });

  it('describes exactly the calls that the application answers', async () => {
    const document = await load();
    const described = operationsOf(document)
      .filter(({ operation }) => !operation.servers)
      .map(({ method, path }) => `${method} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`);
    expect(described.sort()).toEqual([...new Set(registeredRoutes())]);
  });

  it('has no reference that leads nowhere', async () => {
    const document = await load();
    const broken = referencesIn(document).filter((reference) => resolveReference(document, reference) === undefined);
    expect(broken).toEqual([]);
  });

  it('gives every operation a name of its own', async () => {
    const names = operationsOf(await load()).map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('declares every path parameter, once and as required', async () => {
    for (const { path, operation } of operationsOf(await load())) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect({ path, names: declared.map(({ name }) => name) }).toEqual({ path, names: inPath });
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  it('says for every operation who may call it, with known schemes', async () => {
    const document = await load();
    for (const { operation } of operationsOf(document)) {
      expect(operation.security.length).toBeGreaterThan(0);
      for (const scheme of operation.security.flatMap(Object.keys)) {
        expect(Object.keys(document.components.securitySchemes ?? {})).toContain(scheme);
      }
    }
  });

  it('describes both outcomes of calls in the envelope', async () => {
    const document = await load();
    const login = document.paths['/auth/wechat/login']?.post;
    expect(login?.responses).toHaveProperty(
      '200.content.application/json.schema.properties.data.properties.accessToken',
    );
    expect(login?.responses).toHaveProperty('401.$ref', '#/components/responses/Failure401');
    expect(resolveReference(document, '#/components/schemas/Failure')).toHaveProperty('properties.code.enum');
  });

  it('names the idempotency header where it is honoured', async () => {
    const document = await load();
    const reference = { $ref: '#/components/parameters/IdempotencyKey' };
    expect(document.paths['/orders']?.post?.parameters).toContainEqual(reference);
    expect(document.paths['/me']?.get?.parameters ?? []).not.toContainEqual(reference);
  });

  it('is raw, without the envelope, and may be cached', async () => {
    const answer = await api().get('/api/v1/openapi.json');
    expect(answer.body).not.toHaveProperty('timestamp');
    expect(answer.headers['cache-control']).toMatch(/max-age=\d+/);
  });
});

describe('the documentation page', () => {
  it('loads its files from this server alone', async () => {
    const { text } = await api()
      .get('/api/v1/docs')
      .expect(200)
      .expect('Content-Type', /text\/html/);
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) expect(source).toMatch(/^\/(?!\/)/);
    for (const source of sources.filter((path) => path.startsWith('/api/'))) await api().get(source).expect(200);
  });

  it('has no inline script, which the security policy would refuse', async () => {
    const { text } = await api().get('/api/v1/docs');
    expect(text).not.toMatch(/<script(?![^>]*src=)/);
  });

  it('does not hand out other files', async () => {
    await api().get('/api/v1/docs/package.json').expect(404);
    await api().get('/api/v1/docs/..%2Fpackage.json').expect(404);
  });
});
