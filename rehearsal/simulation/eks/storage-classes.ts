import type { PlainValue, Properties } from '../../engine/wire.ts'
import type { ConstructionSite, RegisteredChild } from '../construction-site.ts'
import type { ClusterArgs } from './cluster-args.ts'

/** Registers the storage classes asked for, by key or as the one name of a volume type. */
export async function registerStorageClasses(
  { name, inputs }: ClusterArgs,
  site: ConstructionSite,
  parts: { provider: RegisteredChild; access: readonly RegisteredChild[] },
): Promise<void> {
  const given = inputs.storageClasses ?? {}
  const classes = typeof given === 'string' ? { [given]: { type: given, default: true } } : given
  for (const [key, value] of Object.entries(classes as Record<string, Properties>)) {
    const { type, encrypted, kmsKeyId, metadata, default: isDefault, ...rest } = value
    const annotations = isDefault
      ? { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }
      : {}
    const parameters: Record<string, PlainValue> = {
      type: type ?? null,
      ...(encrypted !== undefined && { encrypted: `${encrypted}` }),
      ...(kmsKeyId !== undefined && { kmsKeyId }),
    }
    await site.register({
      type: 'kubernetes:storage.k8s.io/v1:StorageClass',
      name: `${name.toLowerCase()}-${key}`,
      provider: parts.provider,
      inputs: {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { ...((metadata ?? {}) as Properties), ...annotations },
        provisioner: 'kubernetes.io/aws-ebs',
        parameters,
        ...rest,
      },
      from: ['storageClasses'],
      after: [parts.provider, ...parts.access],
    })
  }
}
