import type { PipelinesAddress } from './pipelines-args.ts'

/** Variable with the secret of the application at the provider. */
export const CLIENT_SECRET = 'SIGN_IN_CLIENT_SECRET'

/**
 * Airflow's `webserver_config.py` for an OpenID Connect provider. Flask-AppBuilder knows providers by
 * name alone, so the class reads the standard's claims. Who is in no allowed group is no user.
 * https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/webserver-authentication.html
 */
export function webSignIn({ signIn, adminGroups = [] }: PipelinesAddress): string {
  const { issuer, clientId, allowedGroups } = signIn
  const roles = allowedGroups.map((group) => [group, roleOf(adminGroups.includes(group))])
  return SCRIPT.replaceAll(/@(\w+)@/g, (_, name: string) =>
    python(
      {
        metadata: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        client: clientId,
        roles: Object.fromEntries(roles),
      }[name],
    ),
  )
}

const roleOf = (admin: boolean): string[] => [admin ? 'Admin' : 'User']

/** Texts, and lists and maps of them, are written in Python as in JSON. */
const python = (value: unknown): string => JSON.stringify(value)

const SCRIPT = `import os

from airflow.providers.fab.auth_manager.security_manager.override import (
    FabAirflowSecurityManagerOverride,
)
from flask_appbuilder.const import AUTH_OAUTH

ROLES = @roles@


class OpenIdConnect(FabAirflowSecurityManagerOverride):
    def get_oauth_user_info(self, provider, resp):
        claims = self.oauth_remotes[provider].userinfo(token=resp)
        groups = [group for group in claims.get("groups", []) if group in ROLES]
        if not groups:
            return {}
        return {
            "username": claims["sub"],
            "email": claims.get("email", claims["sub"]),
            "first_name": claims.get("given_name", ""),
            "last_name": claims.get("family_name", ""),
            "role_keys": groups,
        }


SECURITY_MANAGER_CLASS = OpenIdConnect
AUTH_TYPE = AUTH_OAUTH
AUTH_USER_REGISTRATION = True
AUTH_ROLES_SYNC_AT_LOGIN = True
AUTH_ROLES_MAPPING = ROLES
PERMANENT_SESSION_LIFETIME = 8 * 3600
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
WTF_CSRF_ENABLED = True
OAUTH_PROVIDERS = [
    {
        "name": "sso",
        "icon": "fa-key",
        "token_key": "access_token",
        "remote_app": {
            "client_id": @client@,
            "client_secret": os.environ["${CLIENT_SECRET}"],
            "server_metadata_url": @metadata@,
            "client_kwargs": {
                "scope": "openid email profile groups",
                "code_challenge_method": "S256",
            },
        },
    }
]
`
