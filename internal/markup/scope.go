package markup

// scope is what the names of a page mean while it is read: its front matter,
// its statements, and the roots that the environment binds later.
type scope struct {
	front   map[string]any      // {frontMatter.key}
	exports map[string]any      // export const, and imported files that stand for their path
	imports map[string]imported // by local name
	roots   []string            // the names that the environment binds
	// markup reads a tag inside an expression, or says why it cannot.
	markup func(ex excerpt) (root any, why string)
}

// imported is one name that a page imports.
type imported struct {
	name, from string // from as written: a module
	at, end    int    // of the name, in the page
}
