# Completes `dixit` in fish: commands, flags, words, and names from the database.
# Save it as ~/.config/fish/completions/dixit.fish.

function __dixit_answer
    set -l words (commandline -opc)
    # A word whose quotation mark is not closed yet cannot be read as it is.
    set -l typed (commandline -ct)
    set -l last (string unescape -- "$typed" 2>/dev/null; or string unescape -- "$typed'" 2>/dev/null; or string unescape -- "$typed\"" 2>/dev/null)
    begin
        printf '%s\0' $words
        printf '%s' "$last"
    end | command $words[1] completions fish --answer 2>/dev/null
end

complete -c dixit -f -k -a '(__dixit_answer)'
