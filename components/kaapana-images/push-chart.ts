import * as pulumi from '@pulumi/pulumi'
import type { RepositoryRef } from '../registry/registry-ref.ts'
import { COMMAND_PROVIDER_VERSION } from '../versions.ts'

/** A packaged chart, and the repository it goes to. */
export interface ChartToPush {
  /** Name of the chart, which is the last part of its repository. */
  readonly name: string
  readonly version: string
  /** Path of the .tgz, relative to the working directory. */
  readonly file: string
  /** SHA-256 of the file: it alone decides whether the chart is pushed again. */
  readonly sha256: string
  readonly repository: RepositoryRef
  readonly login?: { readonly username?: string; readonly passwordVariable: string }
}

/**
 * Pushes a chart once for its content and version, and gives its digest. No provider pushes charts
 * (https://github.com/pulumi/pulumi-kubernetes/issues/2451), hence Helm as a command.
 */
export function pushChart(
  name: string,
  chart: ChartToPush,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { repository, login } = chart
  const registry = pulumi
    .output(repository.repositoryUrl)
    .apply((url) => url.slice(0, url.lastIndexOf('/')))
  const pushed = new LocalCommand(
    name,
    {
      create: PUSH,
      environment: {
        CHART_FILE: chart.file,
        CHART_NAME: chart.name,
        CHART_VERSION: chart.version,
        CHART_REGISTRY: registry,
        ...(login !== undefined && {
          LOGIN_USERNAME: login.username ?? 'AWS',
          LOGIN_PASSWORD_VARIABLE: login.passwordVariable,
        }),
      },
      triggers: [chart.sha256, chart.version],
    },
    opts,
  )
  return pushed.stdout.apply(digestOf)
}

/**
 * A chart that is there already, byte for byte, is left: Helm would push it under another digest,
 * since it writes the time into the manifest, and ECR refuses to move a tag. The login is Helm's for
 * this command alone, and its password takes the way of the standard input.
 * https://helm.sh/docs/topics/registries/
 */
export const PUSH: string = `set -eu
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
if [ -n "\${LOGIN_PASSWORD_VARIABLE:-}" ]; then
  export HELM_REGISTRY_CONFIG="$work/login.json"
  printenv "$LOGIN_PASSWORD_VARIABLE" | helm registry login "\${CHART_REGISTRY%%/*}" \\
    --username "$LOGIN_USERNAME" --password-stdin >&2
fi
if helm pull "oci://$CHART_REGISTRY/$CHART_NAME" --version "$CHART_VERSION" \\
  --destination "$work" >"$work/pulled" 2>&1 &&
  cmp -s "$CHART_FILE" "$work/$CHART_NAME-$CHART_VERSION.tgz"; then
  cat "$work/pulled"
else
  helm push "$CHART_FILE" "oci://$CHART_REGISTRY" 2>&1
fi`

/** The digest that Helm prints when it has pushed or pulled. */
export function digestOf(printed: string): string {
  const digest = /^Digest: (sha256:[0-9a-f]{64})$/m.exec(printed)?.[1]
  if (digest === undefined) throw new Error(`Helm printed no digest: ${printed}`)
  return digest
}

/** `command.local.Command`; its SDK would add no more than this type. */
class LocalCommand extends pulumi.CustomResource {
  declare readonly stdout: pulumi.Output<string>

  constructor(
    name: string,
    inputs: { create: string; environment: pulumi.Input<object>; triggers: string[] },
    opts: pulumi.CustomResourceOptions,
  ) {
    const properties = { ...inputs, stdout: undefined, stderr: undefined }
    super('command:local:Command', name, properties, { ...opts, version: COMMAND_PROVIDER_VERSION })
  }
}
