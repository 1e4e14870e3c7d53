import { describe, expect, it } from 'vitest'
import { createCors } from '../../app/http/cors.ts'

const cors = createCors(['http://localhost:5173'])

describe('CORS', () => {
  it('adds nothing for an origin that is not listed, or none', () => {
    expect(cors.headers('http://evil.example')).toEqual({})
    expect(cors.headers('http://localhost:5173.evil.example')).toEqual({})
    expect(cors.headers(undefined)).toEqual({})
  })

  it('names the listed origin, never a star, since credentials are allowed', () => {
    expect(cors.headers('http://localhost:5173')).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
  })

  it('refuses a preflight from elsewhere or for another method', () => {
    const ask = { origin: 'http://evil.example', method: 'POST', headers: undefined }
    expect(cors.preflight(ask)).toMatchObject({ status: 400, text: 'Disallowed CORS origin' })
    expect(cors.preflight({ ...ask, method: 'PATCH' })).toMatchObject({
      text: 'Disallowed CORS origin, method',
    })
  })
})
