package tree

// Role says what the name of a tag means on a page.
type Role int

// The roles of names.
const (
	RoleText      Role = iota // no syntax: the tag is text
	RoleForbidden             // an element that is not allowed: text, and reported
	RoleElement               // an HTML element
	RoleComponent             // a component, registered or not
	RoleFragment              // <>…</>
)
