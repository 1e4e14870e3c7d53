import type { Logger } from '../logging/logger.ts'
import { createPlatform, type Platform, type ToolLink } from '../platform/platform.ts'
import { TOOLS } from '../platform/tools.ts'
import type { Settings } from '../settings/settings.ts'

/** The platform around the service, by settings. */
export function platformOf(settings: Settings, logger: Logger): Platform {
  const addresses: Record<ToolLink['name'], string | undefined> = {
    Grafana: settings.GRAFANA_URL,
    MLflow: settings.MLFLOW_TRACKING_URI,
    Airflow: settings.AIRFLOW_URL,
    Kaapana: settings.KAAPANA_URL,
    Prometheus: settings.PROMETHEUS_URL,
    // In a cluster the service reaches a tool by another address than people do.
    ...settings.TOOL_LINKS,
  }
  return createPlatform({
    links: TOOLS.flatMap((name) => {
      const url = addresses[name]
      return url === undefined ? [] : [{ name, url: withoutPassword(url) }]
    }),
    picturePath: settings.PLAN_PICTURE_PATH,
    planPath: settings.PLAN_PATH,
    logger,
  })
}

/** An address may carry the service's own credentials; they are for nobody else. */
function withoutPassword(address: string): string {
  const url = new URL(address)
  url.username = ''
  url.password = ''
  return url.href
}
