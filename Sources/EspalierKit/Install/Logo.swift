import FoundationEssentials

/// The kernel's logo as front ends look for it; the files of `Kernelspec`, so that the program stands alone.
///
/// It shows a tree trained into a fan along two wires, with one branch cut.
enum Logo {
  /// The file of another logo, which is a drawing only.
  static func files(drawing: String) -> [(name: String, bytes: [UInt8])] {
    [("logo-svg.svg", Array(drawing.utf8))]
  }

  /// The files by their names in a kernel's folder.
  static var files: [(name: String, bytes: [UInt8])] {
    [
      ("logo-32x32.png", bytes(small)), ("logo-64x64.png", bytes(large)), ("logo-svg.svg", Array(drawing.utf8)),
    ]
  }

  private static func bytes(_ base64: String) -> [UInt8] {
    Data(base64Encoded: base64).map { Array($0) } ?? []
  }

  private static let drawing = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">
      <title>Espalier</title>
      <rect width="64" height="64" rx="13" fill="#12392f"/>
      <path d="M6 19H58M6 33H58" stroke="#3f7a64" stroke-width="2"/>
      <g fill="none" stroke="#f4ecd6" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
        <path d="M32 57V12"/>
        <path d="M32 47L12 33"/>
        <path d="M32 47L52 33"/>
        <path d="M32 43L19.5 19"/>
        <path d="M32 43L38.8 30"/>
      </g>
      <g fill="#8ed16a">
        <circle cx="32" cy="10" r="5"/>
        <circle cx="19" cy="18" r="5"/>
        <circle cx="11" cy="32" r="5"/>
        <circle cx="53" cy="32" r="5"/>
      </g>
      <path d="M34.6 26L43.4 30.6" stroke="#ff9f5a" stroke-width="4" stroke-linecap="round"/>
    </svg>

    """

  private static let small = """
    iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAABmJLR0QA/wD/AP+gvaeTAAAE4UlEQVRYhcWXe1CUVRjGf9+3FxYE3GVXl4uAKAqE\
    go3hZUFGrMRsrMHK60xaaZHUoDmVl/6oaRxrsiwNs8lptKYaa8ambJyxG4oXILyghKmhoOACctlYyWVhd09/4K6urtDHMOPz177nPe/zPPO+58y3\
    R+IWGDLTpklCKkAwDTADKgYHbqAJwSEhKLKVnzrsTUgATJ+uNjptWwXkD5Jgn5CE2NamiyjkwAGXCsAYNbRIqbguWE3a1GFExYfS3tKF2yUUOJAy\
    QlwOk6OheZ+kt4zPloV8UKn4svXp6E06AGytXezYUInT4VZCgxBSliwLuUBRFZCaYfKJAxhMOlIfMCmlQZIokIEspYVC3NluISTFBkBky/Se9rsi\
    LjGcyQ9FE5cY7ls7c6wNW2uXL7a1ODhzvGUABoiUIqam3/X0TJoRzcx5Cb54/+6LVBQ3AhAUrOLHnWsBeGzpRsXz90LuK5mZG+MXZ80a4fvtdLhJ\
    CUklJSR1wOIA6luD8TkZfklVkNY/1mrv2BOorj9UFVcENnBrAkBHNLnzvSOQ6Dyvoqr4yM0NrwSuU4I+R1BRbGXXpiqunPDwuGkuz02Zj06r7atk\
    cA0A1NfY2flZGS1XnJgjDCx+5EG/vKbmCBeWJPP6xGGEaful699AoGsnhOD9L78F4OWn8hgSHHyzQIA+SMVrE4dzYsEYXkozoVNL/XJ6oQqOjXzT\
    G0yaEc3c5UmMvs9AusWM418X1rpOAGqtTVjSUxkTG8P1ri7+qD7LqkVP4jHGkbdpF1NGmonRCXJGhLI4ycBf7U7q7N19ct7Rgb6uHcB7X/R2IX/u\
    HPRhob71M9dAl7uCrskL+btTEBmiJm90+P/i9LsFt187fXg4ltnZXHM4AHAAlZcvMyEujvWFy3373lj1PPqwUE7Z/2FN0xBSgjxcUsdgmZ3I0HA1\
    Lpw3NW47xH4j6HG6SRxnuBFJTDVYeCI5k5ID5VSUnuRqnZXq8xdZmDuDUaZhaNS9/hOMRrQaDS+8vYnKiiqqaxoZpTexedlSDEPCqHdeAkAI+G3P\
    Rb8R+Bmw1l2j9mwHLdbrnDtqZ1LURJLjY8mbnoXZaKD0dDUNV1sZNzqB5JGxPhKtRsMv5cfZvucngjRaXn16HhtefJawkBAaau18/lUJtRfaOLyv\
    gbMn2vw60Oe3QJIknpkzi3VLF6HVqKmpt1L4QRHdPT3s3/IOstx7hDweD4+uXIfL42HL6gJSEuJxuT1s3b2HLbu/x+3x3E3CvwOBcPJcDfvLjpGR\
    Mpak+FjmP5yDzW6ntaODpPjeLuw9VIpKpWL7mpVEGiOoqbey5K13+aHkaMBPtyIDAG0ddr77tQS1WkVGylgsaam43G6GG/QAOJzdLJiZgyxLfP3z\
    7+Rv3MyVq6390QL9jCAQsu9P4/2V+ZgjDH7rze02Vn+4nZKTp5XQKTcAYAgPZeOKZczOnAzAviPlrN22A5u9s5/KQTLgxeW93wAQN2fhQCmQ6X00\
    3Cu4ZaD5HhpolBGU3Ct1SeKgjEp8BAzoHDh7unH2dA/YgMcjfaJy1Dc3hIwwD0eSlP2xA/68UMfeQ2XUWZsUiwv42FZ26lM1QJsuotDY1Y6QpBVK\
    SIqPVSoW9okHGVaB93V8A4YpEzIliQIQ04AoBvd53ighSgRyUXtp5VFv4j+Oa744kISwSAAAAABJRU5ErkJggg==
    """

  private static let large = """
    iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAABmJLR0QA/wD/AP+gvaeTAAAJiElEQVR4nO2be1SVVRqHn/2dw02J5CIgiAKGiigI\
    iFhMTCKkqaUOjlMz1XJqmkrHRm2yy5q1mmnNrNFaLHOyVtNMLZss02ZMyzSFgEltpMQLWI4XiIsigoAg5uFyvj1/yAFO54bn8mHNPH+ds/f77f3b\
    L3vvd7/78AkcEJKROM4oxXwhyQEigShgqKPnBonLQC1wVgrydUJuu7C/7IS9B4StipCM5Cmqqq4BstwsUms+k1KsajlwZL+1SksHpKZ6BfsY10kp\
    H7Fa/91ESnilpVO/gtLSrv4VZgMMuDkhSIf+nwJu01SeRkhJkapXc1v3lbeYypTe2tRUL53U/+P7OngAIZiuMyrbSUjwNpXpTR+uTnumayFkbFIQ\
    6TMiiRh9dS+tq26npKCOk2XNWnR/a2CAPq8FlkHPEgi+ZXKalLIEDdZ81oJobpkZabVu/65airbXeFoCgFRUNe1CSXmpAqCqcg0aDH5sUpDNwQNk\
    3BFF3KQgT8sAEKoiVgMowdNS4oXQZuqnz7A9eBPTciI0UAIgskMyEscpqjDO06hHRox2fH4aMcpfAyVXMarKXYqAbM16HABSw76EkDkKMEqrDs9V\
    t7vFxm1IRinACK36Kymoc2yTf1YDJb1E6gGXFt21xPSTZc3s31VLxh1RVtvat7OWU8darNZ5CH8RdHOS08vO2ZgeNymIFStzaOg8D0Codxhr8/Zo\
    PXig30nwWhlITD9T2c6pcsuZcKq8mbkh883Klhzb7KwUl1Acm1jn+orpzuO0A663mO4sNpfApOlpdh9UdDqHjQu94rCdgfbnKuVFX1gtd3oGXGxR\
    Hdtokty5hs0ZYMtjJjqagli0JN6uTeGW47Z39pXX1p+ncHoGmGK6LRKHJHPp3PV/o+a0AwCKttew+eXjVJ9spbPDiA49ET4jmRU8l2mBGSxdeJe7\
    dHoMp88BJk6VN/fG+vtn5/Dgo33x/Z6ZM/jbtl1Unz/vajcew6UZ8G027Sk0G6y3l55ldy+w/5BU8Tm6gzMPxLPjrmgyI7UNnW51QFe3kXWbtpqV\
    5Wbdyk1Rtg9EusYK9DVH8NMr3Bw+lPfnjGbb3GimhA5xpzSbuNUBAO8X7eNUTV9Gp1MUVty98JrauDViKLvnx/D27VEkBPu6W6IZDpMhZ25wZ2ek\
    8+pTy3u/SymZs/wZjlVW9ZbVfLipp1LF5+hH6GqOIqwEDVVKtla0saa0gcrWTrfqBND5RYX/zlZl1oJoZt0dy7BgH3R6BZ1eYViwLwlpw9HpBFUn\
    Wq0+d/pMHVlTkgkPDgRACEFYSBDb//VZr82Kn/bMCiEwho9j9poNjLrBm+gAb7O2hBBMCPLlgYRgIv29KLtgoL3L/BDmrE6wswRcucGVUrL27ffM\
    yrLTUkiNH2uzvcONV8jdWcXyw50YA0da1OsF3D8+kOLcMYQO6Qtert4023SAq9leYekRDhw7blb29OJ7HLaZMycXww8WY5j6E9SAUIv6EF8dP4zs\
    S8Rc1WnTAe7I9l7YaJ7jT50wnoykiTbt0xPiuS01CQBjWBxXMh8ir0JQcbFv7XepkiONBrfptHkQGki2p+h1drM4A3CoqoqU6Ojest//6hes3PSO\
    he2k6Wk8u2iRWdmXdXV8qPqxs9GXLIORcb4qxe16fJMTmdRjoxtgVmpzDLYqBpLtRfhGkBYTa9fmzf37kbIv0IwNDyM9NsbCLi0mhokjzdf+3/dd\
    /UnfiCD/kp71jd4cu6L0eyaWcL9whzrtZaU2Z0DheyccZnspN6Ywb/5oNn78CX94/S2udFiGqXJg9phxzJw2pbds0eRUC7uFiZPNvhd8cYhNG9+3\
    2q+fjze/ffA+7p01g5qOKnY3fWRXZ+GW4zbrbIbBpvNX0OkEo+JutPpgyg1TiB86ESEESXGxzMvMoKzia+oamyxsT1TXcu8d2YieQB8yzLLN0KDA\
    3s9SSpY9/xINLRct7JLiYtn43NPclpKEEIJh+kBUjNR3nrOqc9/OWg7ttZ2L2D0HVJ1o5Vz1ZW4Y5s0Qfy+MRkltRTv62hDuHD8Lna5vOt7oP5Tc\
    rEz8fH0oOXYcVe2b9k2tbcRERhAfPbDfYD7c92827NhjLlRRePRHd/LiyqUWDgzTR3LwYBVnWurx89f36LzE7ncr7Q4eBnAStEVSXCzrHl9KbKRl\
    iDlysoLH8tZTVVffWzYqPJTCV/Lw9rKfgBpVleylq6g403ecjgobztqVS5g6YbyFfU19A8vXvsLBr+z+L5RN7M4Ae5xvbuHdPcX4D/Fj8tgxvdMb\
    IDw4iHtmZnHZ0MHhE6cBaG2/zIjhwSTeZH/T3LyniC0Fxb3fc7My2fDsKqJHWG52W4v2svi5F6g+53y67dIPIyYykxPJW/4IYf3WsYni0qP8Zt2r\
    NLRcJCwokL1/fRFfb28rrUBnVzdZSx6npr6B4IAAVi97yGzzNNHU2saql14jv6TUVenOz4D+VNefZ2vhXmIiR3DTSPMlER0RTm5WJpVnz1F2upKg\
    gABSxsdZbWfDjt188OlnZCYn8tZzT5EUN8bCprj0KPc/u5ry01+7Khtw0wzoT25WJn989OcM8bVMY7cW7SVv43vkv/y8Rf03BgPZS57goQVzWDx3\
    ptmSAjB0drL6zXd544Nd7pTrfgeA403r86/+w8KsTLPyzfnFpE0YO+BN1V14xAFwNWw9vGAuK3/2Y4udv9uooteZH0I7u7vx1lvavbZtB3kbt9DV\
    bfSETM85wIS9cGkPV8PbQPG4A8D86Prttf1tpJR2j9buRhMHmJgxJZkXfv2w1aMwwIWLrTyx7i98cvCwVpK0dQBAcEAAax77JbenmydEe0pKefLP\
    r9HU1qalHO0dYKL3UrSHUXc6vi3yBG6/Fv+u8X8HAJcGW8Qg0qYgsH6T8L9BnYKUmvx/+nVKjSKFKBhsFYOHzFf0RrHVseH3E8UoPlAaS46cAgoH\
    W4z2yIILnx89efWNESEeBxz/EOBG6puarX7WCKmo8ikAHYChtr7eNyo8VMBUrRR8fbaeaZMmcPmKgWdefp3KOu2CkRSsbz5Q9gb0f08oNdUryLv7\
    Y777b4o6Ym9zW3c2X37ZCf1PgqWlXUadulBKigZNmucpNOrUeabBQ88SMNFR02AwhI18x1enBgpI4/vz6qwqBetbfALv6/j082/6V9gcYOAtiRMV\
    Kf4kYa7n9XkSWaBInrxwoOyQtVqHf+Hh6ZPjuhXmCyFzkEQBI3HxLRMP0g6yFkStRBToVbb1hHmb/Bcm6mgYF039ewAAAABJRU5ErkJggg==
    """
}
