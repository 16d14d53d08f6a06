/**
 * Who may import whom. Rooms are folders; a rule names what a room must never reach, and why.
 * `tests/unit/platform/import-rules.test.ts` proves that every rule bites.
 */

const feature = '^src/api/([^/]+)/';

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'The rules know plain data only: no Strapi, no libraries, no Node built-ins, nothing of ours outside src/domain.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'domain-areas-share-types-only',
      comment: 'An area may speak the words of another area (its types); calling its decisions would weld the two.',
      severity: 'error',
      from: { path: '^src/domain/([^/]+)/', pathNot: '^src/domain/shared/' },
      to: {
        path: '^src/domain/',
        pathNot: ['^src/domain/shared/', '^src/domain/$1/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-shared-stands-alone',
      comment: 'What all areas share may not know any of them.',
      severity: 'error',
      from: { path: '^src/domain/shared/' },
      to: { path: '^src/domain/', pathNot: '^src/domain/shared/' },
    },
    {
      name: 'platform-knows-no-feature',
      comment:
        'Tools shared by all features know neither a feature nor a provider, and of the rules only the shared words.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: {
        path: [
          '^src/api/',
          '^src/gateways/',
          '^src/domain/(?!shared/)',
          '^src/admin/',
          '^src/plugins/',
          '^config/',
          '^database/',
        ],
      },
    },
    {
      name: 'gateways-know-no-application',
      comment: 'A client of a provider speaks the provider’s protocol; it can be lifted out and used elsewhere.',
      severity: 'error',
      // These two are the part of the composition root that makes the clients from the configuration and provides them.
      from: { path: '^src/gateways/', pathNot: '^src/gateways/(provide-gateways|wechat-settings)\\.ts$' },
      to: { path: ['@strapi/', '^src/api/', '^src/platform/', '^src/domain/(?!shared/)', '^config/', '^database/'] },
    },
    {
      name: 'simulator-is-independent',
      comment: 'A simulator that shared code with the client would agree with the client’s mistakes.',
      severity: 'error',
      from: { path: '^src/gateways/(wechat-simulator/|[^/]+/simulator\\.ts$)' },
      to: { path: ['wechatpay-node-v3', '^src/gateways/wechat-(pay|mini-program)/(?!simulator\\.ts$)'] },
    },
    {
      name: 'clients-do-not-know-the-simulator',
      comment: 'What runs against WeChat itself must not depend on the sandbox.',
      severity: 'error',
      from: {
        path: '^src/gateways/wechat-(pay|mini-program)/',
        pathNot: '/simulator\\.ts$',
      },
      to: { path: ['^src/gateways/wechat-simulator/', '/simulator\\.ts$'] },
    },
    {
      name: 'features-meet-through-services',
      comment: 'Another feature is reached by the typed getService(), never by its files.',
      severity: 'error',
      from: { path: feature },
      to: { path: '^src/api/', pathNot: '^src/api/$1/' },
    },
    {
      name: 'features-know-ports-only',
      comment:
        'A use case states what it needs of a provider (port.ts); which client serves it is decided at the root.',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/gateways/', pathNot: '^src/gateways/[^/]+/port\\.ts$' },
    },
    {
      name: 'features-know-no-panel',
      comment: 'The server half runs without a browser.',
      severity: 'error',
      from: { path: '^src/(api|domain|platform|gateways|middlewares|policies|extensions)/' },
      to: {
        path: ['^src/admin/', '^src/plugins/[^/]+/admin/', 'node_modules/(react|react-dom|@strapi/design-system)/'],
      },
    },
    {
      name: 'controllers-decide-nothing',
      // Ports stay allowed: the gateway proves who sent a callback, as the platform proves who sent a request.
      comment: 'A controller parses, calls one service and shapes; decisions and tables belong to services.',
      severity: 'error',
      from: { path: '^src/api/[^/]+/controllers/' },
      to: {
        path: ['^src/domain/(?!shared/)', '^src/api/[^/]+/(services|store)/', '^src/platform/database/in-'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'services-know-no-http',
      comment: 'A use case is called by controllers, jobs, event handlers and plugins alike.',
      severity: 'error',
      from: { path: '^src/api/[^/]+/services/' },
      to: { path: ['^src/api/[^/]+/(controllers|routes)/', '^src/middlewares/', 'node_modules/(koa|@koa)/'] },
    },
    {
      name: 'panel-talks-http',
      comment: 'The admin panel and the plugins speak HTTP with the server and share nothing but types with it.',
      severity: 'error',
      from: { path: ['^src/admin/', '^src/plugins/'] },
      to: { path: ['^src/api/', '^src/platform/', '^src/gateways/', '^config/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'plugins-are-reached-by-name',
      comment: 'A plugin can be taken out: nothing of the house may need its files.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/plugins/' },
      to: { path: '^src/plugins/' },
    },
    {
      name: 'config-has-no-rules',
      comment: 'Environment in, plain objects out.',
      severity: 'error',
      from: { path: '^config/' },
      to: { path: ['^src/(?!platform/)', '^database/'] },
    },
    {
      name: 'seeds-go-through-services',
      comment: 'Seeds meet the same checks as everybody else, so they call services and do not reach into features.',
      severity: 'error',
      from: { path: '^database/seeds/' },
      to: { path: ['^src/api/', '^src/admin/'] },
    },
    {
      name: 'product-does-not-need-tests',
      comment: 'Nothing that is shipped may need the tests or the scripts around it.',
      severity: 'error',
      from: { path: '^(src|config|database)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one thing or hide a third.',
      severity: 'error',
      from: { path: '^(src|config|scripts)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'What is imported must stand in package.json, or the next install may lose it.',
      severity: 'error',
      from: { path: '^(src|config|database|scripts)/' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-development-dependency',
      comment: 'A production install leaves development dependencies out. Types are gone by then.',
      severity: 'error',
      from: { path: '^(src|config|database)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|types/generated)/' },
    // `import type` counts as well: a room that knows another room's types depends on it.
    tsPreCompilationDeps: 'specify',
    combinedDependencies: false,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      // Packages that offer parts of themselves (`@strapi/strapi/admin`) name them there.
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
