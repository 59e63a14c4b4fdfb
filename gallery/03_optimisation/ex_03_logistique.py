r"""
Exercice : une régression logistique à la main
==============================================

Écrire une perte binaire qui ne déborde pas, ses gradients à la main et un pas
de momentum, puis entraîner le modèle sur 569 tumeurs du sein.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from sklearn.datasets import load_breast_cancer

# %% donnees
# Trente mesures par tumeur ; 1 pour maligne, 0 pour bénigne.
tumeurs = load_breast_cancer()
X = torch.tensor(tumeurs.data).float()              # (569, 30)
X = (X - X.mean(dim=0)) / X.std(dim=0)
y = 1.0 - torch.tensor(tumeurs.target).float()      # (569,)

# %% essai-donnees
print(X.shape, y.mean())

# %% perte
def perte_binaire(logits, cibles):
    # À FAIRE : la BCE moyenne, sans débordement, un tenseur sans dimension
    # Indice : pour un logit z de cible y, la perte est ln(1 + exp(z)) − z·y ;
    # ``.mean()`` à la fin.
    # Indice : on a ln(1 + exp(z)) = m + ln(1 + exp(−|z|)), où m est le plus
    # grand de z et de 0, ``z.clamp(min=0)``.
    # Indice : ``torch.log1p(t)`` calcule ln(1 + t), et l'exponentielle reçoit
    # −|z|, jamais z.
    pertes = (logits.clamp(min=0) - logits * cibles
              + torch.log1p(torch.exp(-logits.abs())))
    return pertes.mean()
    # FIN


# %% gradients
def gradients(X, logits, cibles):
    """Les gradients de la perte par rapport à w (30,) et à b ()."""
    # À FAIRE : grad_w, de forme (30,), et grad_b, de forme ()
    # Indice : par rapport à un logit, c'est (sigmoïde − cible) / n.
    # Indice : z = X @ w + b est une couche ; grad_w a la forme de w, (30,).
    # Quel produit de X, (n, 30), et de la dérivée par logit, (n,), le donne ?
    # Indice : le biais s'ajoute à tous les logits ; leurs n dérivées
    # s'additionnent donc, et il reste un tenseur sans dimension.
    grad_z = (torch.sigmoid(logits) - cibles) / len(cibles)
    return X.T @ grad_z, grad_z.sum()
    # FIN


# %% pas-de-momentum
def pas_de_momentum(p, grad, vitesse, taux, beta=0.9):
    """Le paramètre et la vitesse après un pas."""
    # À FAIRE : le nouveau paramètre et la nouvelle vitesse, dans cet ordre
    # Indice : la vitesse garde la fraction beta de l'ancienne.
    # Indice : le gradient s'y ajoute entier ; puis c'est la nouvelle vitesse,
    # multipliée par le taux, que l'on retire du paramètre.
    vitesse = beta * vitesse + grad
    return p - taux * vitesse, vitesse
    # FIN


# %% essai-entrainer
w, b = torch.zeros(30), torch.tensor(0.0)
vw, vb = torch.zeros(30), torch.tensor(0.0)
courbe = []
for _ in range(200):
    logits = X @ w + b                        # (569,)
    courbe.append(perte_binaire(logits, y).item())
    gw, gb = gradients(X, logits, y)
    w, vw = pas_de_momentum(w, gw, vw, taux=0.1)
    b, vb = pas_de_momentum(b, gb, vb, taux=0.1)
exactitude = ((X @ w + b > 0) == (y == 1)).float().mean().item()
print(f"perte {courbe[0]:.3f} -> {courbe[-1]:.3f}, "
      f"exactitude {exactitude:.3f}")

# %% essai-avec-torch
# Les mêmes pas, confiés à torch.optim et à autograd.
w2 = torch.zeros(30, requires_grad=True)
b2 = torch.tensor(0.0, requires_grad=True)
optimiseur = torch.optim.SGD([w2, b2], lr=0.1, momentum=0.9)
for _ in range(200):
    perte = F.binary_cross_entropy_with_logits(X @ w2 + b2, y)
    optimiseur.zero_grad()
    perte.backward()
    optimiseur.step()
print("mêmes w que torch.optim :", torch.allclose(w, w2, atol=1e-3))

# %% essai-figure
fig, ax = plt.subplots(figsize=(9, 4.4), layout="constrained")
z = X @ w + b
for classe, nom, hachure in ((0, "bénignes", ""), (1, "malignes", "//")):
    ax.hist(z[y == classe], bins=torch.arange(-20, 42, 2), alpha=0.6,
            label=nom, hatch=hachure)
ax.axvline(0, color="0.5", ls="--", lw=1.5)
ax.set(xlabel="logit", ylabel="nombre de tumeurs")
ax.legend()
# Figure : deux histogrammes des logits. Les tumeurs bénignes sont presque
# toutes à gauche de zéro, les malignes presque toutes à droite, étalées
# plus loin ; quelques-unes se recouvrent près de zéro.
plt.show()

# %% verifier-interdites
# Les pertes et les dérivées de PyTorch, que les formules remplacent ici.
PERTES = ("binary_cross_entropy", "binary_cross_entropy_with_logits",
          "cross_entropy", "soft_margin_loss", "nll_loss")
DERIVEES = ("grad", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd")


def refuser_perte(*args, **kwargs):
    raise AssertionError(
        "une perte de PyTorch est appelée : ici la formule s'écrit avec des "
        "opérations ordinaires (indice 1)")


def refuser_derivee(*args, **kwargs):
    raise AssertionError(
        "torch.func dérive à votre place : la dérivée s'écrit ici à la main "
        "(indice 1)")


INTERDITES = [(module, nom, refuser_perte) for module in (F, torch)
              for nom in PERTES if hasattr(module, nom)]
INTERDITES += [(torch.func, nom, refuser_derivee) for nom in DERIVEES]


# %% verifier-appel
# L'appel d'une fonction, là où autograd n'enregistre rien.
def appeler(fonction, donnees, options):
    gardees = [getattr(module, nom) for module, nom, _ in INTERDITES]
    for module, nom, refuser in INTERDITES:
        setattr(module, nom, refuser)
    try:
        with torch.inference_mode():
            return fonction(*donnees, **options)
    except NotImplementedError:
        raise
    except RuntimeError as erreur:
        assert "grad" not in str(erreur), (
            "pas d'autograd ici : la dérivée est donnée, il reste un produit "
            "et une somme (indice 1)")
        raise AssertionError(
            f"deux formes ne vont pas ensemble (indice 2) : {erreur}"
        ) from None
    finally:
        for (module, nom, _), ancienne in zip(INTERDITES, gardees):
            setattr(module, nom, ancienne)


# %% verifier-rendu
# Ce que rend une fonction, sans que ce qu'elle reçoit ne change.
def rendre(fonction, *donnees, **options):
    copies = [d.clone() if torch.is_tensor(d) else d for d in donnees]
    rendu = appeler(fonction, copies, options)
    assert rendu is not None, f"{fonction.__name__} ne rend rien : return ?"
    for copie, donnee in zip(copies, donnees):
        assert not torch.is_tensor(donnee) or torch.equal(copie, donnee), (
            f"{fonction.__name__} modifie sur place ce qu'elle reçoit : "
            "écrire p = p - …, et non p -= …")
    return rendu


def deux(rendu, noms):
    assert isinstance(rendu, (tuple, list)) and len(rendu) == 2, (
        f"deux tenseurs à rendre : return {noms}")
    return rendu


# %% verifier-forme
def petits_logits():
    logits = torch.tensor([0.0, 2.0, -1.0, 0.5, -3.0])
    cibles = torch.tensor([1.0, 1.0, 0.0, 0.0, 1.0])
    return logits, cibles, rendre(perte_binaire, logits, cibles)


def verifier_forme():
    """La perte binaire est un tenseur sans dimension, du type des logits."""
    logits, _, obtenue = petits_logits()
    assert torch.is_tensor(obtenue), (
        "la perte doit rester un tenseur : .item() est inutile ici")
    assert obtenue.shape == (), (
        f"forme {tuple(obtenue.shape)} au lieu de () : il manque la moyenne "
        "(indice 1)")
    assert obtenue.dtype == logits.dtype, (
        f"type {obtenue.dtype} au lieu de {logits.dtype}, celui des logits")


# %% verifier-perte
def verifier_perte():
    """La perte binaire est juste sur de petits logits."""
    logits, cibles, obtenue = petits_logits()
    attendue = F.binary_cross_entropy_with_logits(logits, cibles)
    assert not torch.isclose(obtenue, 5 * attendue), (
        "cinq fois trop grande sur cinq exemples : somme au lieu de moyenne")
    assert not torch.isclose(obtenue, 5 * attendue / len(X)), (
        "la moyenne se prend sur les logits reçus, pas sur les 569 tumeurs")
    assert not torch.isclose(obtenue, -attendue), (
        "signe inversé : une perte est positive")
    inversee = F.binary_cross_entropy_with_logits(logits, 1 - cibles)
    assert not torch.isclose(obtenue, inversee), (
        "les deux classes sont échangées : revoir le terme − z·y")
    assert torch.isclose(obtenue, attendue, atol=1e-5), (
        f"{obtenue:.4f} au lieu de {attendue:.4f} : relire les trois termes")


# %% verifier-debordement
def verifier_debordement():
    """La perte binaire est juste sur de très grands logits."""
    for logit, cible, attendue in ((300.0, 0.0, 300.0), (300.0, 1.0, 0.0),
                                   (-300.0, 1.0, 300.0),
                                   (2000.0, 0.0, 2000.0)):
        obtenue = rendre(perte_binaire, torch.tensor([logit]),
                         torch.tensor([cible]))
        assert obtenue.isfinite(), (
            f"logit {logit:.0f} : {obtenue.item()}, l'exponentielle déborde ; "
            "c'est −|z| qu'elle reçoit, jamais z (indice 3)")
        assert abs(obtenue - 100) > 1e-3, (
            f"logit {logit:.0f} : 100 pile, la borne d'un logarithme ; écrire "
            "la formule, sans passer par une probabilité")
        assert abs(obtenue - attendue) < 1e-3, (
            f"logit {logit:.0f}, cible {cible:.0f} : {obtenue:.1f} "
            f"au lieu de {attendue:.1f} ; aucune borne n'est nécessaire")


# %% verifier-formes
def petit_lot():
    """Sept exemples : ce qu'ils sont, puis ce que rend ``gradients``."""
    g = torch.Generator().manual_seed(0)
    entrees = torch.randn(7, 4, generator=g)      # (7, 4)
    cibles = torch.tensor([1.0, 0, 0, 1, 0, 0, 0])
    logits = entrees @ torch.linspace(-1, 1, 4) + 0.3
    rendu = deux(rendre(gradients, entrees, logits, cibles), "grad_w, grad_b")
    return entrees, logits, cibles, dict(zip(("grad_w", "grad_b"), rendu))


def verifier_formes():
    """Les deux gradients ont les formes de w et de b."""
    _, logits, _, rendu = petit_lot()
    for (nom, obtenu), forme in zip(rendu.items(), ((4,), ())):
        assert torch.is_tensor(obtenu), f"{nom} n'est pas un tenseur"
        assert obtenu.shape == forme, (
            f"{nom} : forme {tuple(obtenu.shape)} au lieu de {forme} "
            "(indice 3)")
        assert obtenu.dtype == logits.dtype, (
            f"{nom} : type {obtenu.dtype} au lieu de {logits.dtype}")


# %% verifier-sigmoide
def verifier_sigmoide():
    """Les gradients passent par la sigmoïde, et par la moyenne du lot reçu."""
    entrees, logits, cibles, rendu = petit_lot()
    for par_logit, message in (
        (cibles - torch.sigmoid(logits),
         "signe inversé, c'est sigmoïde − cible (indice 1)"),
        (logits - cibles,
         "la sigmoïde manque, le logit n'est pas une probabilité (indice 1)"),
    ):
        faux = {"grad_w": entrees.T @ par_logit / 7,
                "grad_b": par_logit.mean()}
        for nom, obtenu in rendu.items():
            assert not torch.allclose(obtenu, faux[nom], atol=1e-5), (
                f"{nom} : {message}")


# %% verifier-grands-logits
def verifier_grands_logits():
    """Les gradients sont justes sur de très grands logits."""
    logits = torch.tensor([300.0, -300.0, 2000.0])
    cibles = torch.tensor([0.0, 1.0, 1.0])
    entrees = torch.eye(3)
    rendu = deux(rendre(gradients, entrees, logits, cibles), "grad_w, grad_b")
    attendus = torch.tensor([1.0, -1.0, 0.0]) / 3, torch.tensor(0.0)
    for nom, obtenu, attendu in zip(("grad_w", "grad_b"), rendu, attendus):
        obtenu = torch.as_tensor(obtenu).float()
        assert obtenu.isfinite().all(), (
            f"{nom} : {obtenu.tolist()}, l'exponentielle d'un grand logit "
            "déborde ; torch.sigmoid ne déborde pas")
        assert torch.allclose(obtenu, attendu, atol=1e-5), (
            f"{nom} : {obtenu.tolist()} au lieu de {attendu.tolist()} sur les "
            "logits 300, −300 et 2000 ; aucune borne n'est nécessaire")


# %% verifier-gradients
def verifier_gradients():
    """Les deux gradients sont ceux d'autograd."""
    entrees, logits, cibles, rendu = petit_lot()
    w, b = torch.linspace(-1, 1, 4), torch.tensor(0.3)
    w, b = w.requires_grad_(), b.requires_grad_()
    F.binary_cross_entropy_with_logits(entrees @ w + b, cibles).backward()
    for (nom, obtenu), juste in zip(rendu.items(), (w.grad, b.grad)):
        assert not torch.allclose(obtenu, 7 * juste, atol=1e-5), (
            f"{nom} : n fois trop grand, la perte est une moyenne")
        assert not torch.allclose(7 * obtenu, juste, atol=1e-5), (
            f"{nom} : n fois trop petit, la division par n est faite deux "
            "fois ; les exemples s'additionnent (indices 2 et 3)")
        assert not torch.allclose(len(X) * obtenu, 7 * juste, atol=1e-4), (
            f"{nom} : n se lit sur les cibles reçues, ce n'est pas "
            "toujours 569")
        assert torch.allclose(obtenu, juste, atol=1e-5), (
            f"{nom} : la forme est bonne, pas les valeurs (indice 1)")


# %% verifier-pas
def trois_pas(taux, beta):
    """Trois pas : avant, gradient, ce qui est rendu, ce qui est attendu."""
    p = torch.tensor([1.0, -2.0], requires_grad=True)
    opt = torch.optim.SGD([p], lr=taux, momentum=beta)
    q, vitesse = p.detach().clone(), torch.zeros(2)
    for _ in range(3):
        grad = 2 * p.detach()
        p.grad = grad.clone()
        opt.step()
        avant = q, vitesse
        q, vitesse = deux(rendre(pas_de_momentum, q, grad, vitesse, taux,
                                 beta), "le paramètre, la vitesse")
        assert vitesse.dtype == grad.dtype == q.dtype, (
            f"types {q.dtype} et {vitesse.dtype} au lieu de {grad.dtype}")
        yield avant, grad, (q, vitesse), p.detach().clone()


# %% verifier-premier-pas
def verifier_premier_pas():
    """Au premier pas, la vitesse est le gradient."""
    taux, beta = 0.1, 0.9
    (avant, _), grad, (q, vitesse), _ = next(trois_pas(taux, beta))
    assert not torch.allclose(q, taux * grad), (
        "les deux valeurs sont échangées : le paramètre, puis la vitesse")
    assert not torch.allclose(q - avant, taux * grad), (
        "le paramètre monte la pente : la vitesse se retire (indice 2)")
    assert not torch.allclose(q - avant, -taux * (1 - beta) * grad), (
        "trop court : ici le gradient s'ajoute entier, sans facteur 1 − beta "
        "(indice 2)")
    assert not torch.allclose(q - avant, -taux * (1 + beta) * grad), (
        "trop long : beta multiplie l'ancienne vitesse, pas la nouvelle ; "
        "p − taux × vitesse suffit (indice 2)")
    assert not torch.equal(q, avant), (
        "au premier pas rien ne bouge : c'est la nouvelle vitesse qui sert "
        "(indice 2)")
    assert not torch.allclose(vitesse, taux * grad), (
        "la vitesse contient le taux : il n'agit que sur le paramètre "
        "(indice 2)")


# %% verifier-deuxieme-pas
def verifier_deuxieme_pas():
    """Au deuxième pas, la vitesse garde une fraction beta de l'ancienne."""
    for taux, beta in ((0.1, 0.9), (0.05, 0.5)):
        (_, ancienne), grad, (_, vitesse), _ = list(trois_pas(taux, beta))[1]
        assert not torch.allclose(vitesse, grad), (
            "au deuxième pas la vitesse n'est que le gradient : l'ancienne "
            "vitesse est perdue (indice 1)")
        assert not torch.allclose(vitesse, ancienne + grad), (
            "la vitesse garde tout le passé : une fraction beta seulement "
            "(indice 1)")
        assert beta == 0.9 or not torch.allclose(
            vitesse, 0.9 * ancienne + grad), (
            "beta vaut 0.5 dans cet appel, et 0.9 a servi : lire l'argument")


# %% verifier-momentum
def verifier_momentum():
    """Trois pas de momentum sont ceux de torch.optim.SGD."""
    for reglages in ((0.1, 0.9), (0.05, 0.5)):
        for pas, (_, _, (q, _), juste) in enumerate(trois_pas(*reglages), 1):
            assert torch.allclose(q, juste, atol=1e-5), (
                f"pas {pas} : {[round(v, 3) for v in q.tolist()]} au lieu "
                f"de {[round(v, 3) for v in juste.tolist()]}")


# %% verifications
for verifier in (verifier_forme, verifier_perte, verifier_debordement,
                 verifier_formes, verifier_sigmoide, verifier_grands_logits,
                 verifier_gradients, verifier_premier_pas,
                 verifier_deuxieme_pas, verifier_momentum):
    verifier()
perte_depart, perte_fin = courbe[0], courbe[-1]
nombre_tumeurs = len(y)
part_malignes = y.mean().item()
nombre_erreurs = int(((X @ w + b > 0) != (y == 1)).sum())
assert exactitude > 0.97 and perte_fin < 0.1
assert torch.allclose(w, w2, atol=1e-3) and torch.allclose(b, b2, atol=1e-3)
