package diag

// Codes about links to other hosts, which candor check --external asks.
const (
	ExternalBroken    Code = "external-broken"
	ExternalMoved     Code = "external-moved"
	ExternalUnreached Code = "external-unreached"
)

var linkCodes = []Info{
	{ExternalBroken, "a link to another host is broken", "The host says that it has no such page, or does not exist any more. Correct the address or remove the link."},
	{ExternalMoved, "the target of a link has moved for good", "The old address redirects for now. Write the new one before it ends."},
	{ExternalUnreached, "a link to another host could not be checked", "The host was not reached, was too busy, or refuses to answer checks. That says nothing about the link."},
}
