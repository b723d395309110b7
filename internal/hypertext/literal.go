package hypertext

// literal shows code of another language as written, in a marked box: it would
// have to run, and nothing runs.
func (r *renderer) literal(code string, block bool) {
	if !block {
		r.raw(`<code class="literal">` + escape(code) + "</code>")
		return
	}
	r.line()
	r.raw(`<pre class="literal" tabindex="0"><code>` + escape(code) + "</code></pre>\n")
}
