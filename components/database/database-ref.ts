import type * as pulumi from '@pulumi/pulumi'

/** A PostgreSQL server and the database on it. */
export interface DatabaseRef {
  /** Host name of the writer. */
  host: pulumi.Input<string>
  /** Port, usually 5432. */
  port: pulumi.Input<number>
  /** Name of the database. */
  databaseName: pulumi.Input<string>
  /** ARN of the Secrets Manager secret with the JSON members `username` and `password`. */
  secretArn: pulumi.Input<string>
  /** Id of the security group that guards the server. */
  securityGroupId: pulumi.Input<string>
  /** ARN of the key of that secret, which its reader must be allowed to use. */
  secretKeyArn?: pulumi.Input<string>
  /** Id of the server in IAM: `rds-db:connect` names `dbuser:<resourceId>/<user>`. */
  resourceId?: pulumi.Input<string>
}
