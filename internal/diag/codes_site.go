package diag

// Codes about the site as a whole: audiences, scaffold, publishing.
const (
	AudienceUnknown Code = "audience-unknown"
	AudienceLoosens Code = "audience-loosens"
	AudienceLeak    Code = "audience-leak"

	ColourFaint Code = "colour-faint"

	HistoryShallow    Code = "history-shallow"
	HistoryUnreadable Code = "history-unreadable"

	SnapshotInvalid Code = "snapshot-invalid"
	SnapshotClosed  Code = "snapshot-closed"
)

var siteCodes = []Info{
	{AudienceUnknown, "an audience does not exist", "A misspelt audience must not publish anything, so it stops the build."},
	{AudienceLoosens, "an item is opened wider than its folder", "An item may tighten the audience of its folder, never loosen it. Move the file."},
	{AudienceLeak, "a public item names a private one", "The reference would disclose that the private item exists. Remove it, or make the item public."},
	{ColourFaint, "a colour does not read on the pages", "Text needs a contrast of 4.5 to 1 with what it stands on (WCAG 2.2). The nearest shade that reads is used in place of the colour."},
	{HistoryShallow, "the git history is cut off", "In a shallow clone the oldest commit seems to have changed every file, so pages show no date of their last change rather than a wrong one."},
	{HistoryUnreadable, "the git history cannot be read", "Pages show no date of their last change, unless their front matter has one. Nothing else depends on it."},
	{SnapshotInvalid, "a snapshot cannot be used", "Snapshots are what an earlier portal claimed, kept below snapshots/. One that is not whole would make claims seem new or withdrawn; make it again with candor snapshot."},
	{SnapshotClosed, "a snapshot is not used in a more open portal", "It holds what the audience of that portal may not see. What changed for that audience is told from snapshots of its own."},
}
