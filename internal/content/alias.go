package content

// Aliases returns the keys of front matter by the words that other generators
// have for the same. Words that mean the same only with some values are not
// among them.
func Aliases() map[string]string {
	list := map[string]string{}
	for spelling, key := range frontKeys() {
		if spelling != key && !isSecondary(spelling) {
			list[spelling] = key
		}
	}
	return list
}
