// Prints the structure of MDX pages as remark-mdx reads them, one line a node,
// indented by depth. Paths are read from standard input, one a line. For each
// page it prints "# PATH", then its nodes, or "! REASON" when it is refused.
//
// What remark-mdx has no word for is told to it in its own: admonitions are
// elements named Callout, and blocks of mdx-code-block are unwrapped, as
// Docusaurus does.
import { readFileSync } from 'node:fs'
import { unified } from 'unified'
import remarkParse from 'remark-parse'
import remarkMdx from 'remark-mdx'
import remarkGfm from 'remark-gfm'
import remarkFrontmatter from 'remark-frontmatter'

const processor = unified().use(remarkParse).use(remarkFrontmatter).use(remarkMdx).use(remarkGfm, { singleTilde: false })

const definitions = new Map() // of the page that is printed

let asked = ''
process.stdin.setEncoding('utf8')
for await (const part of process.stdin) asked += part
for (const path of asked.split('\n').filter(Boolean)) {
  const lines = [`# ${path}`]
  try {
    const root = processor.parse(translate(readFileSync(path, 'utf8')))
    definitions.clear()
    define(root)
    print(root, 0, lines)
  } catch (error) {
    lines.splice(1, Infinity, `! ${String(error.reason ?? error.message).split('\n')[0]}`)
  }
  console.log(lines.join('\n'))
}

// translate rewrites the lines of admonitions and of mdx-code-block outside
// fences. What it adds stands on lines of its own, so that nothing else moves.
function translate(text) {
  const out = []
  let fence = '' // of the open code block
  let wrapped = 0 // length of the fence of an open mdx-code-block
  let open = [] // fences of open admonitions
  for (const line of text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').split('\n')) {
    const mark = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(line)
    if (fence) {
      if (mark && mark[2].startsWith(fence) && !mark[3].trim()) fence = ''
      out.push(line)
      continue
    }
    if (mark && wrapped && mark[2].length >= wrapped && !mark[3].trim()) {
      wrapped = 0
      out.push('')
      continue
    }
    if (mark && mark[3].trim() === 'mdx-code-block') {
      wrapped = mark[2].length
      out.push('')
      continue
    }
    if (mark && !(mark[2][0] === '`' && mark[3].includes('`'))) {
      fence = mark[2]
      out.push(line)
      continue
    }
    const head = /^( *)(:{3,})\s*([A-Za-z][\w-]*)([ \t[{].*)?$/.exec(line)
    const foot = /^ *(:{3,})\s*$/.exec(line)
    if (head) {
      open.push(head[2].length)
      out.push('', `${head[1]}<Callout>`, '')
    } else if (foot && open.some((n) => n <= foot[1].length)) {
      while (open.pop() > foot[1].length);
      out.push('', `${/^ */.exec(line)[0]}</Callout>`, '')
    } else {
      out.push(line)
    }
  }
  return out.join('\n')
}

function define(node) {
  if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node.url)
  for (const child of node.children ?? []) define(child)
}

function isJSX(node) {
  return node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement'
}

function quote(text) {
  return `"${text.replaceAll('\n', '\\n')}"`
}

function isExpression(node) {
  return node.type === 'mdxTextExpression' || node.type === 'mdxFlowExpression'
}

// isNothing tells nodes that show nothing: comments, blanks and spacing.
function isNothing(node) {
  if (isExpression(node)) return /^(\s|\/\*[^]*?\*\/)*$/.test(node.value)
  if (isJSX(node) && (node.name === 'br' || node.name === 'p') && !node.attributes.length) return node.children.every(isNothing)
  if (node.type === 'paragraph') return node.children.every(isNothing)
  return node.type === 'break' || (node.type === 'text' && !node.value.trim())
}

function isBare(node) {
  return node.type === 'paragraph' && node.children.every((n) => isJSX(n) || isExpression(n) || isNothing(n))
}

// split cuts a paragraph at empty paragraphs that authors put into it to make
// room.
function split(node) {
  const parts = [{ type: 'paragraph', children: [] }]
  for (const child of node.children) {
    if (isJSX(child) && child.name === 'p' && isNothing(child)) parts.push({ type: 'paragraph', children: [] })
    else parts.at(-1).children.push(child)
  }
  return parts.filter((part) => !isNothing(part))
}

function print(node, depth, lines) {
  const say = (text) => lines.push(' '.repeat(depth) + text.trimEnd())
  const inside = (text) => {
    say(text)
    for (const child of node.children ?? []) print(child, depth + 1, lines)
  }
  if (isNothing(node)) return
  switch (node.type) {
    case 'root':
      for (const child of node.children) print(child, depth, lines)
      return
    case 'paragraph':
      for (const part of split(node)) {
        if (isBare(part)) part.children.forEach((child) => print(child, depth, lines))
        else {
          say('paragraph')
          part.children.forEach((child) => print(child, depth + 1, lines))
        }
      }
      return
    case 'heading': return inside(`heading ${node.depth}`)
    case 'list': return inside(node.ordered ? `list ${node.start}` : 'list')
    case 'listItem': return inside(node.checked === null || node.checked === undefined ? 'item' : `item ${node.checked ? 'x' : '-'}`)
    case 'blockquote': {
      const head = node.children[0]?.type === 'paragraph' && node.children[0].children[0]
      if (!head || head.type !== 'text' || !/^\[![\w-]+\]/.test(head.value)) return inside('quote')
      const cut = head.value.indexOf('\n')
      head.value = cut < 0 ? '' : head.value.slice(cut + 1)
      return inside('jsx Callout')
    }
    case 'code': return say(`code ${(node.lang ?? '').toLowerCase()} ${quote(node.value)}`)
    case 'inlineCode': return say(`inlineCode ${quote(node.value.trim().replace(/\s+/g, ' '))}`)
    case 'table': return inside('table')
    case 'tableRow': return inside('row')
    case 'tableCell': return node.children.length ? inside('cell') : undefined
    case 'link': return inside(`link ${node.url}`)
    case 'image': return say(`image ${node.url}`)
    case 'linkReference': return inside(`link ${definitions.get(node.identifier)}`)
    case 'imageReference': return say(`image ${definitions.get(node.identifier)}`)
    case 'thematicBreak': return say('rule')
    case 'emphasis': case 'strong': case 'delete': return inside(node.type)
    case 'footnoteReference': return say('footnoteReference')
    case 'mdxJsxFlowElement': case 'mdxJsxTextElement': return inside(`jsx ${node.name ?? ''}`)
    case 'mdxFlowExpression': case 'mdxTextExpression': return say('expression')
    case 'text': return say('text ' + node.value.trim().replace(/\s+/g, ' '))
    case 'mdxjsEsm': case 'yaml': case 'toml': case 'definition': case 'footnoteDefinition': return
    default: say(node.type)
  }
}
