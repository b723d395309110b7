package diag

// Codes about the site as a whole: audiences, scaffold, publishing.
const (
	AudienceUnknown Code = "audience-unknown"
	AudienceLoosens Code = "audience-loosens"
	AudienceLeak    Code = "audience-leak"

	HistoryShallow    Code = "history-shallow"
	HistoryUnreadable Code = "history-unreadable"
)

var siteCodes = []Info{
	{AudienceUnknown, "an audience does not exist", "A misspelt audience must not publish anything, so it stops the build."},
	{AudienceLoosens, "an item is opened wider than its folder", "An item may tighten the audience of its folder, never loosen it. Move the file."},
	{AudienceLeak, "a public item names a private one", "The reference would disclose that the private item exists. Remove it, or make the item public."},
	{HistoryShallow, "the git history is cut off", "In a shallow clone the oldest commit seems to have changed every file, so pages show no date of their last change rather than a wrong one."},
	{HistoryUnreadable, "the git history cannot be read", "Pages show no date of their last change, unless their front matter has one. Nothing else depends on it."},
}
