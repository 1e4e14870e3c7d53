/** What a person who starts the service in a terminal wants to know. Names no secret. */
export function welcomeText(at: {
  host: string
  port: number
  metricsPort: number
  credentials: string | undefined
  institution: string
}): string {
  const host = at.host === '0.0.0.0' || at.host === '::' ? 'localhost' : at.host
  const base = `http://${host}:${at.port}`
  const key = `INSTITUTION_API_KEY_${at.institution.toUpperCase().replaceAll('-', '_')}`
  return `
  HealthAlliance DataSpace
    API      ${base}     documentation ${base}/docs
    console  ${base}/console/${at.credentials === undefined ? '' : '     sign in by ADMIN_USERNAME and ADMIN_PASSWORD of the keys'}
    metrics  http://${host}:${at.metricsPort}/metrics
${at.credentials === undefined ? '' : `    keys     ${at.credentials}   (made for you; readable by you only)\n`}
  A first prediction, in another terminal:
${at.credentials === undefined ? '' : `    . ${at.credentials}\n`}    curl -s ${base}/api/v1/predict -H "X-API-Key: $${key}" -H 'Content-Type: application/json' \\
      -d '{"patient_id":"P-1","age":75,"gender":"male","conditions":["diabetes","CHF"],"medications":["metformin"],"recent_encounters":3}'

`
}
