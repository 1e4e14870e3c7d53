import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { SUPPORTED_SCOPES } from '../../auth/smart/scopes.ts'
import { answerJson, answerText } from '../answer.ts'
import type { Application } from '../route.ts'
import { API_TITLE, API_VERSION } from '../version.ts'

const require = createRequire(import.meta.url)
const SWAGGER = dirname(require.resolve('swagger-ui-dist/package.json'))
const REDOC = dirname(require.resolve('redoc/package.json'))

/**
 * Redoc's bundle shows a logo from its maker's CDN and has no option against it. Our policy would
 * block the request with an error in the console; an empty image in its place asks nobody.
 */
const CDN_LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg'
const NO_LOGO = 'data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27/%3E'

/** Files of the two viewers; they come with the package, no CDN is asked. */
const FILES: Record<string, { file: string; type: string }> = {
  '/docs/swagger-ui.css': { file: join(SWAGGER, 'swagger-ui.css'), type: 'text/css' },
  '/docs/swagger-ui-bundle.js': {
    file: join(SWAGGER, 'swagger-ui-bundle.js'),
    type: 'text/javascript',
  },
  '/redoc/redoc.standalone.js': {
    file: join(REDOC, 'bundles/redoc.standalone.js'),
    type: 'text/javascript',
  },
}

/** Both viewers write style elements; scripts come from here only. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'"

const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${API_TITLE}</title>` +
  `<meta name="viewport" content="width=device-width,initial-scale=1">${head}</head>` +
  `<body>${body}</body></html>`

const PAGES: Record<string, { text: string; type: string }> = {
  '/docs': {
    text: page(
      '<div id="ui"></div><script src="/docs/swagger-ui-bundle.js"></script>' +
        '<script src="/docs/start.js"></script>',
      '<link rel="stylesheet" href="/docs/swagger-ui.css">',
    ),
    type: 'text/html; charset=utf-8',
  },
  '/docs/start.js': {
    text: "SwaggerUIBundle({url:'/openapi.json',dom_id:'#ui',deepLinking:true,validatorUrl:null})",
    type: 'text/javascript',
  },
  '/redoc': {
    text: page(
      '<div id="redoc"></div><script src="/redoc/redoc.standalone.js"></script>' +
        '<script src="/redoc/start.js"></script>',
    ),
    type: 'text/html; charset=utf-8',
  },
  '/redoc/start.js': {
    text: "Redoc.init('/openapi.json',{disableSearch:false,hideDownloadButton:false},document.getElementById('redoc'))",
    type: 'text/javascript',
  },
}

/** The OpenAPI 3.1 document and its two viewers, public as in the original. */
export function addDocumentRoutes(app: Application): void {
  let document: object | undefined
  app.get('/openapi.json', (c) => {
    c.set('route', '/openapi.json')
    document ??= openApiDocument(app)
    return answerJson(c, document)
  })
  for (const [path, { text, type }] of Object.entries(PAGES))
    app.get(path, (c) => {
      c.set('route', path)
      return answerText(c, text, { type, headers: { 'content-security-policy': POLICY } })
    })
  for (const [path, { file, type }] of Object.entries(FILES))
    app.get(path, async (c) => {
      c.set('route', path)
      const text = (await readFile(file, 'utf8')).replaceAll(CDN_LOGO, NO_LOGO)
      return answerText(c, text, {
        type,
        headers: { 'cache-control': 'public, max-age=86400' },
      })
    })
}

/** The OpenAPI 3.1 document of an application's routes. */
export function openApiDocument(app: Application): object {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: "An institution's key",
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'clientJwt', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A JWT that a registered CDS client signed for this very request (CDS Hooks 2.0)',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'smart', {
    type: 'oauth2',
    description: 'SMART backend services; the client authenticates with a JWT it signed',
    flows: {
      clientCredentials: {
        tokenUrl: '/fhir/auth/token',
        scopes: Object.fromEntries(SUPPORTED_SCOPES.map((scope) => [scope, 'See docs/clients.md'])),
      },
    },
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-dataspace-session',
    description:
      "A signed-in browser's session (POST /api/v1/auth/session). Changes also need the session's " +
      'token in the header X-CSRF-Token. Over plain HTTP on loopback the name has no prefix',
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: API_TITLE,
      version: API_VERSION,
      description: 'Calibrated 30-day readmission predictions for a network of hospitals.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  })
}
