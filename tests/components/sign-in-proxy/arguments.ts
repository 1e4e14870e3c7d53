import type { SignInProxyArgs } from '../../../components/sign-in-proxy/sign-in-proxy-args.ts'

/** A proxy before MLflow. */
export const PROXY: SignInProxyArgs = {
  ownership: { owner: 'ml-platform', environment: 'test' },
  upstream: { url: 'http://tracking.tracking.svc:5000', namespace: 'tracking', port: 5000 },
  hostName: 'mlflow.example.org',
  signIn: {
    issuer: 'https://sso.example.org/realms/hospital',
    clientId: 'mlflow',
    clientSecret: 'client secret',
    allowedGroups: ['ml-team', 'auditors'],
  },
  callers: [{ cidr: '10.20.0.0/18' }],
}
