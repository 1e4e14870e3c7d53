/**
 * Script of the plan's page: marks the bases of the image under the pointer or with the focus, and
 * all that is built from it, and tells both in words. The page is complete without it.
 */
export const PAGE_SCRIPT = `
const graph = document.getElementById('graph')
const told = document.getElementById('told')
const silent = told.textContent
const nodes = new Map([...graph.querySelectorAll('.node')].map((node) => [node.dataset.image, node]))
const lines = [...graph.querySelectorAll('path')].map((line) => ({ line, ...line.dataset }))
const reach = (start, from, to) => {
  const found = new Set([start])
  for (const name of found) for (const l of lines) if (l[from] === name) found.add(l[to])
  return found
}
const many = (names) => [...names].slice(1).join(', ') || 'none'
const clear = () => {
  graph.classList.remove('asked')
  for (const marked of graph.querySelectorAll('.below, .above, .self'))
    marked.classList.remove('below', 'above', 'self')
  told.textContent = silent
}
const show = (event) => {
  const node = event.target.closest('.node')
  if (!node) return
  clear()
  const name = node.dataset.image
  const below = reach(name, 'image', 'base')
  const above = reach(name, 'base', 'image')
  graph.classList.add('asked')
  for (const other of below) nodes.get(other)?.classList.add('below')
  for (const other of above) nodes.get(other)?.classList.add('above')
  node.classList.add('self')
  for (const { line, base, image } of lines) {
    if (below.has(base) && below.has(image)) line.classList.add('below')
    if (above.has(base) && above.has(image)) line.classList.add('above')
  }
  told.textContent = name + ': bases ' + many(below) + '; ' + (above.size - 1) + ' built from it'
}
graph.addEventListener('mouseover', show)
graph.addEventListener('focusin', show)
graph.addEventListener('mouseleave', clear)
graph.addEventListener('focusout', clear)
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') clear() })
`
