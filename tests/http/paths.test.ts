import { describe, expect, it } from 'vitest'
import { createPathTable } from '../../app/http/paths.ts'

const table = createPathTable([
  { method: 'ALL', path: '/*' },
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/users' },
  { method: 'POST', path: '/users' },
  { method: 'DELETE', path: '/users/:id' },
  { method: 'POST', path: '/users/_search' },
])

describe('the path table', () => {
  it('knows the methods of a path, in order', () => {
    expect(table.methods('/users')).toEqual(['GET', 'POST'])
    expect(table.methods('/')).toEqual(['GET'])
  })

  it('matches one segment to a parameter, and not an empty one', () => {
    expect(table.methods('/users/7')).toEqual(['DELETE'])
    expect(table.methods('/users/')).toEqual([])
    expect(table.methods('/users/7/8')).toEqual([])
  })

  it('takes a path as it is before one with a parameter', () => {
    expect(table.methods('/users/_search')).toEqual(['POST'])
  })

  it('knows nothing of unknown paths', () => {
    expect(table.methods('/nowhere')).toEqual([])
  })
})
