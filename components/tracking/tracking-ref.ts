import type * as pulumi from '@pulumi/pulumi'

/** An MLflow server within the cluster. */
export interface TrackingRef {
  /** `http://<service>.<namespace>.svc:5000`. */
  url: pulumi.Input<string>
  /** Its namespace, for network policies of those who call it. */
  namespace: pulumi.Input<string>
}
