package match

// Stems returns the stems of the words of a text that carry weight; own names
// are left out.
func (m *Matcher) Stems(text string) []string { return m.stems(m.strip(text)) }

// Weight returns how much a stem says, in thousandths: the fewer topics know it,
// the more.
func (m *Matcher) Weight(stem string) int { return m.weigh(stem) }
