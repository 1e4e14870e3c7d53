const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const NAME = new RegExp(`^(${LABEL}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

/** Whether a text is a full host name in small letters, e.g. `mlflow.example.org`. */
export const isHostName = (text: string): boolean => text.length <= 253 && NAME.test(text)
