import type { Logger } from '../logging/logger.ts'
import { createPlatform, type Platform, type ToolLink } from '../platform/platform.ts'
import type { Settings } from '../settings/settings.ts'

/** The platform around the service, by settings. */
export function platformOf(settings: Settings, logger: Logger): Platform {
  const addresses: [ToolLink['name'], string | undefined][] = [
    ['Grafana', settings.GRAFANA_URL],
    ['MLflow', settings.MLFLOW_TRACKING_URI],
    ['Airflow', settings.AIRFLOW_URL],
    ['Kaapana', settings.KAAPANA_URL],
    ['Prometheus', settings.PROMETHEUS_URL],
  ]
  return createPlatform({
    links: addresses.flatMap(([name, url]) =>
      url === undefined ? [] : [{ name, url: withoutPassword(url) }],
    ),
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
