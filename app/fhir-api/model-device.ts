import type { ModelIdentity } from '../serving/served-model.ts'
import type { Resource } from './resource.ts'

/** Id of the model within the resource that contains it. */
export const MODEL_ID = 'model'

/** The model that made a prediction, as the Device that performed it. */
export const modelDevice = ({ name, version, sha256 }: ModelIdentity): Resource => ({
  resourceType: 'Device',
  id: MODEL_ID,
  deviceName: [{ name, type: 'model-name' }],
  type: { text: 'Software: prediction model' },
  version: [
    { type: { text: 'Version in the registry' }, value: String(version) },
    { type: { text: 'SHA-256 of the model file' }, value: sha256 },
  ],
})
