package history

// Stamp names the history that a folder has: what Read finds does not change
// while it stays the same. It is "" where there is none.
func Stamp(root string) string {
	repo, err := find(root)
	if err != nil {
		return ""
	}
	at, err := repo.head()
	if err != nil {
		return ""
	}
	if repo.shallow {
		return "shallow " + at.String()
	}
	return at.String()
}
