/** What can be wrong with the double, one by one: add it to `faults` and take it out again. */
export type Fault =
  /** Port 80 answers with a page in place of a redirect. */
  | 'http.page'
  /** Port 80 redirects to HTTP again. */
  | 'http.loop'
  /** Keycloak knows no realm yet. */
  | 'keycloak.no-realm'
  /** Discovery names another host. */
  | 'keycloak.issuer'
  /** Discovery names another path. */
  | 'keycloak.issuer-path'
  /** The login page is an error page. */
  | 'keycloak.login-page'
  /** The user has not changed the first password yet. */
  | 'keycloak.first-password'
  /** The token is refused by the proxy. */
  | 'proxy.token'
  /** The proxy lets everyone in. */
  | 'proxy.open'
  /** There is no project. */
  | 'aii.no-project'
  | 'health.kube-helm'
  | 'health.workflow-api'
  /** A route is not there: the landing page answers. */
  | `missing ${string}`
  /** The service behind a route is down: traefik answers 502. */
  | `down ${string}`
  /** A path never answers. */
  | `hang ${string}`
  /** A dataset never gets its series. */
  | 'dataset.empty'
  /** Jobs of workflows fail. */
  | 'jobs.fail'
  /** Jobs of workflows stay as they are. */
  | 'jobs.stuck'
