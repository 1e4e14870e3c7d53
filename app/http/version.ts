/** Version of the HTTP contract, not of the package. */
export const API_VERSION = '1.0.0'
export const API_TITLE = 'HealthAlliance DataSpace API'
